package io.graft.core.transfer;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes the body of one response into the partial file, until it ends or is closed. */
final class Sink implements BodySubscriber<@Nullable Void>, AutoCloseable {
    private final Partial partial;
    private final Meter meter;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private boolean closed;

    Sink(Partial partial, Meter meter) {
        this.partial = partial;
        this.meter = meter;
    }

    /** Takes a body that begins at this byte of the file: at the end of what is there, or at 0 to begin anew. */
    synchronized Sink at(long offset) {
        try {
            if (offset == 0) {
                meter.moved(-partial.size());
                partial.restart();
            }
            if (offset != partial.size()) {
                throw new IOException(
                        "the server sent bytes from %d on, not from %d".formatted(offset, partial.size()));
            }
        } catch (IOException e) {
            fail(e);
        }
        return this;
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                take(buffer);
            }
            Objects.requireNonNull(subscription).request(1);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException cause) {
        close();
        done.completeExceptionally(cause);
    }

    private void take(ByteBuffer buffer) throws IOException {
        if (!closed) {
            int count = buffer.remaining();
            partial.append(buffer);
            meter.moved(count);
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return done;
    }

    /** After this, nothing of the response reaches the file any more, whatever is still on its way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
