package io.graft.registry.model;

/** How far a version has come. It leaves {@code PENDING} once. */
public enum VersionState {
    /** Its bytes are still being uploaded or verified. */
    PENDING,
    /** Every byte was read back and agreed; it will never change. */
    READY,
    /** It turned out not to be what it was said to be; its findings say why. */
    REJECTED
}
