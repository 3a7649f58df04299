package io.graft.core.suite;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The splits of a task's documents, from files of the suite: what {@code datasets.load_dataset} makes of {@code dataset_path}
 * and {@code dataset_kwargs}.
 */
final class Dataset {
    private static final Set<String> FORMATS = Set.of("json", "csv", "parquet", BigBench.FORMAT);
    private static final Set<String> OPTIONS =
            Set.of("data_files", "delimiter", "sep", "column_names", "names", "header", "field", "trust_remote_code");

    private final SuiteNode path;
    private final Map<String, SuiteNode> options;
    private final Map<String, List<SuiteNode>> splits;
    private final SuiteFiles files;

    private Dataset(SuiteNode path, Map<String, SuiteNode> options, SuiteFiles files) {
        this.path = path;
        this.options = options;
        this.files = files;
        this.splits = splits(required());
    }

    static Dataset of(TaskFile task, SuiteFiles files) {
        SuiteNode path = task.required("dataset_path");
        if (!FORMATS.contains(path.text())) {
            throw path.refusal(
                    SuiteError.SUITE_UNSUPPORTED,
                    "names the dataset %s, which a suite does not download".formatted(path.text()),
                    "Put its files into the suite, write dataset_path: json, csv or parquet, and name them in "
                            + "dataset_kwargs.data_files; or freeze the task with lm_eval --log_samples.");
        }
        Map<String, SuiteNode> options = task.required("dataset_kwargs").map();
        options.forEach((key, node) -> requireOption(node, key));
        return new Dataset(path, options, files);
    }

    private static void requireOption(SuiteNode node, String key) {
        if (!OPTIONS.contains(key)) {
            throw node.refusal(
                    SuiteError.SUITE_UNKNOWN_KEY,
                    "is not an option of a data file here",
                    "The options are %s.".formatted(OPTIONS.stream().sorted().collect(Collectors.joining(", "))));
        }
    }

    private SuiteNode required() {
        SuiteNode named = options.get("data_files");
        if (named == null || named.isNull()) {
            throw path.refusal(
                    SuiteError.SUITE_MISSING_KEY,
                    "has no data files",
                    "Name them in dataset_kwargs.data_files, by split.");
        }
        return named;
    }

    private static Map<String, List<SuiteNode>> splits(SuiteNode named) {
        Map<String, List<SuiteNode>> splits = new LinkedHashMap<>();
        if (named.isMap()) {
            named.map().forEach((split, names) -> splits.put(split, names.several()));
        } else {
            splits.put("train", named.several());
        }
        return splits;
    }

    /**
     * The documents of a split, at least one.
     *
     * @param wanted the key that names the split
     */
    List<Row> rows(SuiteNode wanted) {
        List<SuiteNode> named = splits.get(wanted.text());
        if (named == null) {
            throw wanted.refusal(
                    SuiteError.SUITE_WRONG_VALUE,
                    "is the split %s, but data_files has only %s".formatted(wanted.text(), splits.keySet()),
                    "Name a split that is there, or add its file.");
        }
        List<Row> rows = new ArrayList<>();
        named.forEach(file -> rows.addAll(rows(TaskFile.find(file, files))));
        if (rows.isEmpty()) {
            throw empty(wanted, named);
        }
        return path.text().equals("json") ? Columns.aligned(rows) : rows;
    }

    private static GraftException empty(SuiteNode wanted, List<SuiteNode> named) {
        String all = named.stream().map(SuiteNode::text).collect(Collectors.joining(", "));
        return wanted.refusal(
                SuiteError.SUITE_DATA_EMPTY,
                "is the split %s, but %s holds no document".formatted(wanted.text(), all),
                "Put at least one document into it.");
    }

    private List<Row> rows(String file) {
        return switch (path.text()) {
            case "csv" -> CsvRows.read(file, files.bytes(file), delimiter(), columnNames());
            case "json" -> JsonRows.read(file, files.bytes(file), text("field", ""));
            case BigBench.FORMAT -> BigBench.rows(file, files.bytes(file));
            default -> ParquetRows.read(file, files.bytes(file));
        };
    }

    private char delimiter() {
        String delimiter = text("delimiter", text("sep", ","));
        if (delimiter.length() != 1) {
            throw path.refusal(
                    SuiteError.SUITE_WRONG_VALUE,
                    "has the delimiter \"%s\"".formatted(delimiter),
                    "Use a delimiter of one character.");
        }
        return delimiter.charAt(0);
    }

    private List<String> columnNames() {
        SuiteNode names = options.getOrDefault("column_names", options.get("names"));
        return names == null || names.isNull()
                ? List.of()
                : names.list().stream().map(SuiteNode::text).toList();
    }

    private String text(String option, String byDefault) {
        SuiteNode node = options.get(option);
        return node == null || node.isNull() ? byDefault : node.text();
    }
}
