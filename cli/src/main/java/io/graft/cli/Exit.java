package io.graft.cli;

import io.graft.core.Fault;

/** The exit codes, as {@code graft --help} lists them. */
final class Exit {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;
    static final int DEFECT = 4;

    private Exit() {}

    static int of(Fault fault) {
        return switch (fault) {
            case INVALID, MISSING, CONFLICT, UNSUPPORTED -> REFUSED;
            case ENVIRONMENT -> ENVIRONMENT;
        };
    }
}
