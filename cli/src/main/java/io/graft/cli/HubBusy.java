package io.graft.cli;

import java.io.IOException;
import java.time.Duration;

/** The server asks to be left alone for a while. */
final class HubBusy extends IOException {
    private final Duration pause;

    HubBusy(int status, Duration pause) {
        super("status " + status);
        this.pause = pause;
    }

    /** How long, as far as it said; else nothing. */
    Duration pause() {
        return pause;
    }
}
