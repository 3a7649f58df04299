package io.graft.gateway;

/** The registry was not reached, or went away before it had answered. */
final class RegistryUnavailable extends RuntimeException {
    RegistryUnavailable(Exception cause) {
        super(cause);
    }
}
