package io.graft.registry.gate;

import io.graft.core.GraftException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The text of a gate as JSON of texts, with the line of each thing in it. JSON is read as the YAML it is. */
final class GateText {
    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 20;
    /** Aliases can make a short text into an endless tree. */
    private static final int MOST_VISITS = 10_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** By path: {@code conditions[0].score.task}. */
    private final Map<String, Integer> lines = new HashMap<>();

    private final JsonNode json;
    private int visits;
    private int depth;

    private GateText(String text) {
        this.json = json("", compose(text));
    }

    static GateText read(String text) {
        if (text.length() > LONGEST) {
            throw tooLarge();
        }
        return new GateText(text.startsWith("{") ? text.replace('\t', ' ') : text);
    }

    JsonNode json() {
        return json;
    }

    /** Of what is at a path, or of the nearest thing around it. */
    int line(String path) {
        Integer line = lines.get(path);
        if (line != null || path.isEmpty()) {
            return line == null ? 1 : line;
        }
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return line(path.substring(0, Math.max(0, end)));
    }

    /** An error about what is at a path. */
    GraftException refused(GateError code, String path, String sentence, String remedy) {
        return code.at("gate:" + line(path), "%s, at line %d of the gate".formatted(sentence, line(path)), remedy);
    }

    private static Node compose(String text) {
        try {
            Node node = new Yaml(limits()).compose(new StringReader(text));
            if (node == null) {
                throw syntax(null, "it is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw syntax(e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            throw syntax(null, e.getMessage());
        }
    }

    private JsonNode json(String path, Node node) {
        if (++visits > MOST_VISITS || ++depth > DEEPEST) {
            throw tooLarge();
        }
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
        JsonNode json =
                switch (node) {
                    case MappingNode mapping -> object(path, mapping);
                    case SequenceNode sequence -> array(path, sequence);
                    case ScalarNode scalar -> scalar(path, scalar);
                    default -> throw new IllegalStateException("%s is no node of YAML".formatted(node.getNodeId()));
                };
        depth--;
        return json;
    }

    private ObjectNode object(String path, MappingNode mapping) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String below = path.isEmpty() ? key : path + "." + key;
            if (lines.put(below, entry.getKeyNode().getStartMark().getLine() + 1) != null) {
                throw refused(GateError.GATE_SYNTAX, below, below + " is given twice", "Remove one of the two.");
            }
            object.set(key, json(below, entry.getValueNode()));
        }
        return object;
    }

    private ArrayNode array(String path, SequenceNode sequence) {
        ArrayNode array = NODES.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(json("%s[%d]".formatted(path, array.size()), item));
        }
        return array;
    }

    /** Whatever was written: what it has to be is known to whom it is for. */
    private JsonNode scalar(String path, ScalarNode scalar) {
        if (scalar.getValue().isBlank() || Tag.NULL.equals(scalar.getTag())) {
            throw refused(GateError.GATE_MALFORMED, path, path + " is empty", "Give it a value, or leave it out.");
        }
        return NODES.stringNode(scalar.getValue());
    }

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        return options;
    }

    private static GraftException tooLarge() {
        return GateError.GATE_TOO_LARGE.at(
                "gate",
                "The gate is longer than %d characters, or unfolds into too much".formatted(LONGEST),
                "Write it out, without aliases.");
    }

    private static GraftException syntax(@Nullable Mark mark, @Nullable String problem) {
        return GateError.GATE_SYNTAX.at(
                mark == null ? "gate" : "gate:%d".formatted(mark.getLine() + 1),
                "The gate is neither YAML nor JSON: %s".formatted(problem),
                "Correct the syntax at this place.");
    }
}
