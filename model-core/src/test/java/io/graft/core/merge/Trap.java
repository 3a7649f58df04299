package io.graft.core.merge;

import io.graft.core.ErrorCode;

/**
 * An input that some tool takes without a word and gets wrong.
 *
 * @param input what it is
 * @param elsewhere who gets it wrong, and how
 * @param here what Graft does with it
 */
record Trap(String input, String elsewhere, String here, Check check) {
    /** Looks whether Graft does that. */
    @FunctionalInterface
    interface Check {
        void in(Scene scene) throws Exception;
    }

    /** Sets the trap, and gives the recipe that walks into it. */
    @FunctionalInterface
    interface Bait {
        String in(Scene scene) throws Exception;
    }

    static Trap handled(String input, String elsewhere, String here, Check check) {
        return new Trap(input, elsewhere, here, check);
    }

    static Trap refused(String input, String elsewhere, ErrorCode code, String says, Bait bait) {
        return new Trap(
                input,
                elsewhere,
                "Refuses it with `%s`: \"… %s …\".".formatted(code.name(), says),
                scene -> scene.assertRefused(bait.in(scene), code, says));
    }

    static Trap found(String input, String elsewhere, String code, Bait bait) {
        return new Trap(
                input,
                elsewhere,
                "`graft check` reports `%s`.".formatted(code),
                scene -> scene.assertFound(bait.in(scene), code));
    }

    /** Its row in the users' table. */
    String row() {
        return "| %s | %s | %s |".formatted(input, elsewhere, here);
    }

    @Override
    public String toString() {
        return input;
    }
}
