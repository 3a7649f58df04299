package io.graft.core.template;

/**
 * The value of a name that is not there. It can be asked whether it is defined; whatever else is done to it fails.
 *
 * @param sentence what is missing
 */
record Undefined(String sentence) {
    Problem problem() {
        return Problem.undefined(sentence);
    }

    /** The value, which must be there. */
    static Object require(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.problem();
        }
        return value;
    }
}
