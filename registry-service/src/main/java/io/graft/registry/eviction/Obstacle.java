package io.graft.registry.eviction;

/**
 * Why a version's bytes have to stay.
 *
 * @param why a sentence that says what needs them
 */
record Obstacle(Kind kind, String why) {
    enum Kind {
        /** It is not ready. */
        NOT_READY,
        /** No merge of this registry made it, so none could make it again. */
        NOT_MERGED,
        /** It was evicted before. */
        EVICTED,
        /** An alias stands at it. */
        ALIAS,
        /** What was evicted is made again from it. */
        NEEDED,
        /** Something that it would be made from is evicted itself. */
        INPUT_EVICTED,
        /** A job reads it. */
        IN_USE
    }
}
