package io.graft.core.suite;

import io.graft.core.GraftException;
import io.graft.core.template.None;
import io.graft.core.template.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a task file, read as what is expected there, with errors that name file and line.
 *
 * @param name what is here, for errors: {@code metric_list[1].metric}
 */
record SuiteNode(SuiteDocument document, String name, Node node) {
    private static final int DEEPEST = 40;

    SuiteNode {
        String tag = node.getTag().getValue();
        if (tag.startsWith("!")) {
            throw unreadable(document, name, node, tag);
        }
    }

    private static GraftException unreadable(SuiteDocument document, String name, Node node, String tag) {
        int line = node.getStartMark().getLine() + 1;
        boolean function = tag.equals("!function");
        return SuiteError.SUITE_UNSUPPORTED.at(
                "%s:%d".formatted(document.file(), line),
                "%s is %s, which no suite can hold, at line %d of %s"
                        .formatted(name, function ? "Python code (!function)" : "tagged " + tag, line, document.file()),
                function
                        ? "Write it as a template; or run the task once with lm_eval --log_samples, and put the samples_*.jsonl "
                                + "into the suite in the task's place."
                        : "Remove the tag.");
    }

    boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    boolean isText() {
        return node instanceof ScalarNode && Tag.STR.equals(node.getTag());
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    String file() {
        return document.file();
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    String where() {
        return "%s:%d".formatted(file(), line());
    }

    /** Where the text here begins: a block of text begins below the key. */
    Origin origin() {
        boolean block = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        return new Origin(file(), block ? line() + 1 : line());
    }

    String text() {
        if (node instanceof ScalarNode scalar && !isNull()) {
            return scalar.getValue();
        }
        throw wrongType("a text");
    }

    boolean flag() {
        return value() instanceof Boolean flag ? flag : flagless();
    }

    private boolean flagless() {
        throw wrongType("true or false");
    }

    double number() {
        return switch (value()) {
            case Long whole -> whole;
            case Double number when Double.isFinite(number) -> number;
            default -> throw wrongType("a number");
        };
    }

    int whole(int least, int most) {
        if (value() instanceof Long whole && whole >= least && whole <= most) {
            return whole.intValue();
        }
        throw wrongType("a whole number from %d to %d".formatted(least, most));
    }

    List<SuiteNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrongType("a list");
        }
        List<SuiteNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(child("%s[%d]".formatted(name, items.size()), item));
        }
        return items;
    }

    /** What is here as a list, be it written as one or as a single value. */
    List<SuiteNode> several() {
        return isList() ? list() : List.of(this);
    }

    Map<String, SuiteNode> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrongType("a mapping");
        }
        Map<String, SuiteNode> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            add(entry, entries);
        }
        return entries;
    }

    private void add(NodeTuple entry, Map<String, SuiteNode> entries) {
        String key = child(name, entry.getKeyNode()).text();
        String path = name.isEmpty() ? key : name + "." + key;
        SuiteNode value = child(path, entry.getValueNode());
        if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
            document.deeper();
            value.several().forEach(merged -> merged.map().forEach(entries::putIfAbsent));
            document.higher();
        } else if (entries.put(key, value) != null) {
            throw child(path, entry.getKeyNode())
                    .refusal(SuiteError.SUITE_DUPLICATE_KEY, "is given twice", "Remove one of the two.");
        }
    }

    /** As a plain value: texts, numbers, flags, lists, mappings, None. */
    Object value() {
        return value(0);
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw refusal(SuiteError.SUITE_TOO_LARGE, "is nested too deeply", "Write it out, without aliases.");
        }
        if (isList()) {
            List<Object> items = new ArrayList<>();
            list().forEach(item -> items.add(item.value(depth + 1)));
            return items;
        }
        if (isMap()) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map().forEach((key, entry) -> entries.put(key, entry.value(depth + 1)));
            return entries;
        }
        return isNull() ? None.NONE : YamlScalar.value(node.getTag(), text());
    }

    private SuiteNode child(String childName, Node child) {
        document.countVisit();
        return new SuiteNode(document, childName, child);
    }

    GraftException wrongType(String expected) {
        String found = isNull() ? "empty" : isList() ? "a list" : isMap() ? "a mapping" : "\"%.60s\"".formatted(text());
        return refusal(
                SuiteError.SUITE_WRONG_TYPE, "must be %s, but is %s".formatted(expected, found), "Change the value.");
    }

    GraftException refusal(SuiteError code, String what, String remedy) {
        String subject = name.isEmpty() ? "The task" : name;
        return code.at(where(), "%s %s, at line %d of %s".formatted(subject, what, line(), file()), remedy);
    }
}
