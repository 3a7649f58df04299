package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of documents in YAML, each of which has a name of its own. */
record DocumentFile(Path path, List<Document> documents) {
    private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([\\w.-]+)/([\\w.-]+)");
    private static final Pattern LINE = Pattern.compile("at line (\\d+)");
    private static final String BETWEEN = "---";

    /**
     * One of them.
     *
     * @param text without the lines between documents
     * @param firstLine of the file, from 1
     */
    record Document(ModelName name, String text, int firstLine) {}

    static DocumentFile read(Path path) throws IOException {
        List<Document> documents = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int first = 1;
        List<String> all = new ArrayList<>(Files.readAllLines(path, StandardCharsets.UTF_8));
        all.add(BETWEEN);
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).stripTrailing().equals(BETWEEN)) {
                lines.add(all.get(i));
                continue;
            }
            if (lines.stream()
                    .anyMatch(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))) {
                documents.add(document(path, String.join("\n", lines) + "\n", first));
            }
            lines.clear();
            first = i + 2;
        }
        return new DocumentFile(path, documents);
    }

    private static Document document(Path path, String text, int first) {
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            throw new GraftException(
                    CliError.DOCUMENT_NAMELESS,
                    "%s:%d".formatted(path, first),
                    "The document that begins here has no name",
                    "Write a line \"name: namespace/name\" into it.");
        }
        return new Document(new ModelName(name.group(1), name.group(2)), text, first);
    }

    /** What is done with a document. */
    @FunctionalInterface
    interface Deed {
        void on(Document document) throws InterruptedException;
    }

    /** Does something with one after the other; errors name the line of the file. */
    void each(Deed deed) throws InterruptedException {
        for (Document document : documents) {
            try {
                deed.on(document);
            } catch (GraftException e) {
                throw located(document, e);
            }
        }
    }

    private GraftException located(Document document, GraftException error) {
        Matcher line = LINE.matcher(error.sentence());
        int at = document.firstLine() + (line.find() ? Integer.parseInt(line.group(1)) - 1 : 0);
        return new GraftException(error.code(), "%s:%d".formatted(path, at), error.sentence(), error.remedy(), error);
    }
}
