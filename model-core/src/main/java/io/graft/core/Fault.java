package io.graft.core;

/** Who has to act on an error. The command line turns it into an exit code, the registry into an HTTP status. */
public enum Fault {
    /** The input is wrong, and stays wrong however often it is sent. */
    INVALID,
    /** What was asked for does not exist. */
    MISSING,
    /** The input is fine, but the state of things has moved on. */
    CONFLICT,
    /** The input is well formed, but Graft refuses to do this with it. */
    UNSUPPORTED,
    /** A disk, a network or a server failed; trying again may help. */
    ENVIRONMENT
}
