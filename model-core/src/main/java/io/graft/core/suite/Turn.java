package io.graft.core.suite;

import io.graft.core.template.PythonText;
import java.util.List;

/** A question with or without its answer, put together as lm-evaluation-harness's {@code build_qa_turn} does it. */
final class Turn {
    private Turn() {}

    /** A question whose answer is still to come. */
    static String open(String question, String prefix, String targetDelimiter) {
        boolean delimited = !prefix.isEmpty() && requiresDelimiter(question, prefix);
        return question + (delimited ? targetDelimiter : "") + prefix;
    }

    /** A solved example. */
    static String solved(String question, String answer, String prefix, Prompting prompting) {
        boolean delimited = prefix.isEmpty() || requiresDelimiter(question, prefix);
        return question
                + (delimited ? prompting.targetDelimiter() : "")
                + joined(prefix, answer)
                + prompting.shotDelimiter();
    }

    private static boolean requiresDelimiter(String left, String right) {
        return !left.isEmpty() && !endsInSpace(left) && !startsWithSpace(right);
    }

    private static String joined(String prefix, String answer) {
        if (prefix.isEmpty() || answer.isEmpty()) {
            return prefix + answer;
        }
        return String.join(endsInSpace(prefix) || startsWithSpace(answer) ? "" : " ", List.of(prefix, answer));
    }

    private static boolean endsInSpace(String text) {
        return PythonText.isSpace(text.codePointBefore(text.length()));
    }

    private static boolean startsWithSpace(String text) {
        return PythonText.isSpace(text.codePointAt(0));
    }
}
