package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.transfer.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedByInterruptException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches one file into the cache, going on from what is there of it. It appears under its name only when it is whole and its
 * digest agrees.
 */
record HubDownload(HubConnection hub, HubAttempts attempts, HubCache cache, HubFile file, URI from, Meter meter) {
    private static final int OK = 200;
    private static final int UNSATISFIABLE = 416;
    private static final int BLOCK = 1 << 16;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

    void fetch() throws IOException, InterruptedException {
        try (HubPartial partial = HubPartial.open(cache.partial(file), file)) {
            boolean fresh = partial.size() == 0;
            meter.moved(partial.size());
            String found = whole(partial);
            if (!found.equals(file.digest().hex()) && !fresh) {
                // What an earlier import left may have been damaged.
                restart(partial);
                found = whole(partial);
            }
            publish(partial, found);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("The import was stopped");
        }
    }

    /** Returns the digest of all of it. */
    private String whole(HubPartial partial) throws InterruptedException {
        return attempts.untilDone(from, () -> rest(partial), partial::size);
    }

    private String rest(HubPartial partial) throws IOException, InterruptedException {
        if (!partial.isWhole()) {
            HttpResponse<InputStream> answer = hub.open(from, partial.request());
            try (InputStream body = WatchedBody.of(answer.body())) {
                place(answer, partial);
                copy(body, partial);
            }
        }
        if (!partial.isWhole()) {
            throw new IOException("only %d of %d bytes came".formatted(partial.size(), file.size()));
        }
        return partial.seal();
    }

    /** Sees to it that what comes continues what is there. */
    private void place(HttpResponse<?> answer, HubPartial partial) throws IOException {
        if (answer.statusCode() == OK) {
            meter.moved(-partial.size());
            partial.begin(answer.headers().firstValue("ETag").orElse(""));
        } else if (answer.statusCode() == UNSATISFIABLE) {
            restart(partial);
            throw new IOException("the server has another file there, which is shorter");
        } else if (start(answer) != partial.size()) {
            throw new IOException("the server did not send the bytes from %d on".formatted(partial.size()));
        }
    }

    private static long start(HttpResponse<?> answer) {
        Matcher range =
                RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private void copy(InputStream body, HubPartial partial) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int count; (count = body.read(block)) >= 0; ) {
            partial.append(block, count);
            meter.moved(count);
        }
    }

    private void restart(HubPartial partial) throws IOException {
        meter.moved(-partial.size());
        partial.restart();
    }

    private void publish(HubPartial partial, String found) throws IOException {
        if (!found.equals(file.digest().hex())) {
            restart(partial);
            throw new GraftException(
                    ImportError.IMPORT_CORRUPT,
                    file.name(),
                    "The bytes of %s have the digest %s, but %s was stated; they were thrown away"
                            .formatted(
                                    file.name(),
                                    file.digest().of(found),
                                    file.digest().of(file.digest().hex())),
                    "Try again; if it happens again, what the server has is not what it lists, and its owner must know.");
        }
        partial.moveTo(cache.file(file));
    }
}
