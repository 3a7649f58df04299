package io.graft.registry.document;

import io.graft.core.ErrorCode;
import io.graft.core.GraftException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML document, read as what is expected there, with errors that name line and column. JSON is read as the YAML it
 * is.
 *
 * @param document how errors call the whole
 * @param name what is here: {@code when.released}; empty for the whole
 */
public record Passage(String document, String name, Node node) {
    private static final int LONGEST = 200_000;
    private static final int DEEPEST = 20;

    /**
     * Reads a text.
     *
     * @throws GraftException with a {@link DocumentError}
     */
    public static Passage read(String text, String document) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(0);
        if (text.length() > LONGEST) {
            throw new GraftException(
                    DocumentError.DOCUMENT_TOO_LARGE,
                    document,
                    "The %s is longer than %d characters".formatted(document, LONGEST),
                    "Shorten it.");
        }
        return new Passage(document, "", compose(text, document, new Yaml(limits)));
    }

    private static Node compose(String text, String document, Yaml yaml) {
        try {
            return Optional.ofNullable(yaml.compose(new StringReader(text)))
                    .orElseThrow(() -> syntax(document, document, "it is empty", null));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw syntax(document, mark == null ? document : place(document, mark), e.getProblem(), e);
        } catch (YAMLException e) {
            throw syntax(document, document, e.getMessage(), e);
        }
    }

    public boolean isText() {
        return node instanceof ScalarNode && !Tag.NULL.equals(node.getTag());
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** The line of the document on which the first line of this text stands: that of a block is below its key. */
    public int firstLine() {
        boolean block = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        return block ? line() + 1 : line();
    }

    public String text() {
        if (isText()) {
            return ((ScalarNode) node).getValue();
        }
        throw wrongType("a text");
    }

    public int wholeNumber() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw wrongType("a whole number");
        }
    }

    public double number() {
        try {
            double number = Double.parseDouble(text());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrongType("a number");
        }
        throw wrongType("a finite number");
    }

    public boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongType("true or false");
        };
    }

    public List<Passage> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrongType("a list");
        }
        List<Passage> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Passage(document, "%s[%d]".formatted(name, items.size()), item));
        }
        return items;
    }

    public List<String> texts() {
        return list().stream().map(Passage::text).toList();
    }

    /** The entries of a mapping whose keys must all be among these. */
    public Map<String, Passage> map(List<String> allowed) {
        Map<String, Passage> entries = anyMap();
        entries.forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                throw entry.refusal(
                        DocumentError.DOCUMENT_UNKNOWN_KEY,
                        "is not a key here",
                        "The keys here are %s.".formatted(String.join(", ", allowed)));
            }
        });
        return entries;
    }

    /** The entries of a mapping with any keys. */
    public Map<String, Passage> anyMap() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrongType("a mapping");
        }
        Map<String, Passage> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = new Passage(document, name, entry.getKeyNode()).text();
            Passage value = new Passage(document, name.isEmpty() ? key : name + "." + key, entry.getValueNode());
            if (entries.put(key, value) != null) {
                throw value.refusal(DocumentError.DOCUMENT_DUPLICATE_KEY, "is given twice", "Remove one of the two.");
            }
        }
        return entries;
    }

    /** The entry of this mapping that must be there. */
    public Passage required(Map<String, Passage> entries, String key) {
        Passage entry = entries.get(key);
        if (entry == null || Tag.NULL.equals(entry.node().getTag())) {
            throw refusal(
                    DocumentError.DOCUMENT_MISSING_KEY, "has no \"%s\"".formatted(key), "Add \"%s\".".formatted(key));
        }
        return entry;
    }

    /** That what is here is refused, naming the line. */
    public GraftException refusal(ErrorCode code, String what, String remedy) {
        return new GraftException(
                code,
                place(document, node.getStartMark()),
                "%s %s, at line %d of the %s"
                        .formatted(name.isEmpty() ? "The " + document : name, what, line(), document),
                remedy);
    }

    private GraftException wrongType(String expected) {
        return refusal(DocumentError.DOCUMENT_WRONG_TYPE, "must be " + expected, "Change the value.");
    }

    private static String place(String document, Mark mark) {
        return "%s:%d:%d".formatted(document, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static GraftException syntax(
            String document, String where, @Nullable String problem, @Nullable Throwable cause) {
        return new GraftException(
                DocumentError.DOCUMENT_SYNTAX,
                where,
                "The %s is not YAML: %s".formatted(document, problem),
                "Correct the syntax at this place.",
                cause);
    }
}
