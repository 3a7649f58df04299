package io.graft.core.suite;

import io.graft.core.GraftException;
import io.graft.core.template.None;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A YAML file with what it includes.
 *
 * @param root the file itself
 * @param keys its entries over those of its includes, each at its own file and line
 */
record TaskFile(SuiteNode root, Map<String, SuiteNode> keys) {
    private static final String INCLUDE = "include";

    static TaskFile read(String path, SuiteFiles files) {
        return read(path, files, new HashSet<>());
    }

    private static TaskFile read(String path, SuiteFiles files, Set<String> seen) {
        SuiteNode root = SuiteDocument.read(path, files.bytes(path));
        seen.add(path);
        Map<String, SuiteNode> own = root.map();
        Map<String, SuiteNode> keys = new LinkedHashMap<>();
        SuiteNode includes = own.remove(INCLUDE);
        if (includes != null) {
            for (SuiteNode include : includes.several()) {
                keys.putAll(read(included(include, files, seen), files, seen).keys());
            }
        }
        keys.putAll(own);
        return new TaskFile(root, keys);
    }

    private static String included(SuiteNode include, SuiteFiles files, Set<String> seen) {
        String path = find(include, files);
        if (seen.contains(path)) {
            throw include.refusal(
                    SuiteError.SUITE_WRONG_VALUE,
                    "includes %s a second time".formatted(path),
                    "Remove the include that leads back.");
        }
        return path;
    }

    /** The path of the file that is named here. */
    static String find(SuiteNode named, SuiteFiles files) {
        String written = named.text();
        if (SuiteFiles.isOutside(named.file(), written)) {
            throw named.refusal(
                    SuiteError.SUITE_FILE_OUTSIDE,
                    "names %s, which is not within the suite".formatted(written),
                    "Put the file into the suite, and name it by its path from here.");
        }
        return Optional.ofNullable(files.find(named.file(), written)).orElseThrow(() -> absent(named, written));
    }

    private static GraftException absent(SuiteNode named, String written) {
        return named.refusal(
                SuiteError.SUITE_FILE_MISSING,
                "names %s, but the suite has no such file".formatted(written),
                "Put the file into the suite, or correct its name.");
    }

    /** The entry of a key that is there and is not empty. */
    Optional<SuiteNode> key(String name) {
        return Optional.ofNullable(keys.get(name)).filter(node -> !node.isNull());
    }

    String text(String name, String byDefault) {
        return key(name).map(SuiteNode::text).orElse(byDefault);
    }

    SuiteNode required(String name) {
        return key(name)
                .orElseThrow(() -> root.refusal(
                        SuiteError.SUITE_MISSING_KEY, "has no \"%s\"".formatted(name), "Add \"%s\".".formatted(name)));
    }

    /** All entries as plain values. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        keys.forEach((key, node) -> settings.put(key, node.value()));
        settings.values().removeIf(value -> value == None.NONE);
        return settings;
    }

    /** {@code metadata.version}, or 0. */
    Object version() {
        return key("metadata")
                .filter(SuiteNode::isMap)
                .map(metadata -> metadata.map().get("version"))
                .map(SuiteNode::value)
                .orElse(0L);
    }
}
