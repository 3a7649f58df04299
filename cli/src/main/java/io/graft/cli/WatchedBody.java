package io.graft.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** The body of an answer, given up when nothing of it comes any more. The client of the JDK would wait for ever. */
final class WatchedBody extends FilterInputStream {
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private volatile long moved = System.nanoTime();
    private volatile boolean silent;
    private volatile boolean closed;

    private WatchedBody(InputStream body) {
        super(body);
    }

    static WatchedBody of(InputStream body) {
        WatchedBody watched = new WatchedBody(body);
        Thread.startVirtualThread(watched::watch);
        return watched;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = super.read(target, offset, length);
            moved = System.nanoTime();
            return alive(count);
        } catch (IOException e) {
            alive(0);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    private int alive(int count) throws HttpTimeoutException {
        if (silent) {
            throw new HttpTimeoutException("nothing moved for %d s".formatted(SILENCE.toSeconds()));
        }
        return count;
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(GLANCE);
                if (System.nanoTime() - moved > SILENCE.toNanos()) {
                    silent = true;
                    close();
                }
            }
        } catch (InterruptedException | IOException _) {
            // Whoever reads is told by the body itself.
        }
    }
}
