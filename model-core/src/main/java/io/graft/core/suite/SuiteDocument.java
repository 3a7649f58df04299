package io.graft.core.suite;

import io.graft.core.GraftException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** A task file as a tree of YAML nodes, within limits that no honest one meets. */
final class SuiteDocument {
    private static final int LONGEST = 1_000_000;
    private static final int DEEPEST = 30;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_VISITS = 200_000;

    private final String file;
    private int visits;
    private int depth;

    private SuiteDocument(String file) {
        this.file = file;
    }

    static SuiteNode read(String file, byte[] bytes) {
        SuiteDocument document = new SuiteDocument(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.length() > LONGEST) {
            throw document.tooLarge("is longer than %d characters".formatted(LONGEST));
        }
        return new SuiteNode(document, "", document.compose(text));
    }

    String file() {
        return file;
    }

    private Node compose(String text) {
        try {
            Node node = new Yaml(limits()).compose(new StringReader(text));
            if (node == null) {
                throw SuiteError.SUITE_SYNTAX.at(file, "%s is empty".formatted(file), "Write a task into it.");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw syntax(e.getProblemMark(), e.getProblem(), e);
        } catch (YAMLException e) {
            throw syntax(null, e.getMessage(), e);
        }
    }

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        return options;
    }

    /** Aliases can make a short text into an endless tree: reading it is what has to be limited. */
    void countVisit() {
        if (++visits > MOST_VISITS) {
            throw tooLarge("unfolds into more than %d values".formatted(MOST_VISITS));
        }
    }

    /** A mapping can be merged into itself. */
    void deeper() {
        if (++depth > DEEPEST) {
            throw tooLarge("merges mappings more than %d levels deep".formatted(DEEPEST));
        }
    }

    void higher() {
        depth--;
    }

    private GraftException tooLarge(String what) {
        return SuiteError.SUITE_TOO_LARGE.at(
                file, "%s %s".formatted(file, what), "Write the task out, without aliases.");
    }

    private GraftException syntax(@Nullable Mark mark, @Nullable String problem, YAMLException cause) {
        String where = mark == null ? file : "%s:%d".formatted(file, mark.getLine() + 1);
        return new GraftException(
                SuiteError.SUITE_SYNTAX,
                where,
                "%s is not YAML: %s".formatted(file, problem),
                "Correct the syntax at this place.",
                cause);
    }
}
