package io.graft.registry.storage;

import io.graft.core.GraftException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** A blob on its way out, whole or one range of it; where it is a file, by the operating system's zero-copy if Tomcat allows. */
record Download(Blob blob, String filename, Optional<Path> file, Bytes bytes) {
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";

    /** Opens a stretch of the blob. */
    interface Bytes {
        InputStream open(long from, long length) throws IOException;
    }

    static Download of(Blob blob, String filename, Path file) {
        return new Download(blob, filename, Optional.of(file), (from, length) -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(from);
            return new Stretch(Channels.newInputStream(channel), length);
        });
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tag = "\"" + blob.digest() + "\"";
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(filename).build().toString());
        body(range(request, tag), request, response);
    }

    private void body(Range range, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (range.partial) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(range.from, range.to - 1, blob.size()));
        }
        response.setContentLengthLong(range.length());
        if (!request.getMethod().equals("HEAD")) {
            send(range, request, response);
        }
    }

    private void send(Range range, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (file.isPresent() && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support")) && range.length() > 0) {
            request.setAttribute(SENDFILE + "filename", file.get().toString());
            request.setAttribute(SENDFILE + "start", range.from);
            request.setAttribute(SENDFILE + "end", range.to);
            return;
        }
        try (InputStream in = bytes.open(range.from, range.length())) {
            in.transferTo(response.getOutputStream());
        }
    }

    /** Several ranges at once, or a range of something else, are answered with everything, as HTTP allows. */
    private Range range(HttpServletRequest request, String tag) {
        String condition = request.getHeader(HttpHeaders.IF_RANGE);
        List<HttpRange> asked = condition == null || condition.equals(tag) ? ranges(request) : List.of();
        if (asked.size() != 1) {
            return new Range(0, blob.size(), false);
        }
        long from = asked.getFirst().getRangeStart(blob.size());
        if (from >= blob.size()) {
            throw unsatisfiable(null);
        }
        return new Range(from, asked.getFirst().getRangeEnd(blob.size()) + 1, true);
    }

    private List<HttpRange> ranges(HttpServletRequest request) {
        try {
            return HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
        } catch (IllegalArgumentException e) {
            throw unsatisfiable(e);
        }
    }

    private GraftException unsatisfiable(@org.jspecify.annotations.Nullable Exception cause) {
        return new GraftException(
                StorageError.RANGE_UNSATISFIABLE,
                "Range",
                "The range is not within the %d bytes of %s".formatted(blob.size(), blob.digest()),
                "Ask for a range such as bytes=0-1023.",
                cause);
    }

    /** @param to exclusive */
    private record Range(long from, long to, boolean partial) {
        long length() {
            return to - from;
        }
    }
}
