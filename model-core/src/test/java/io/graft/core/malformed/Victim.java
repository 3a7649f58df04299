package io.graft.core.malformed;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with little memory that opens whatever it is given and writes down what comes of it. */
final class Victim {
    private Victim() {}

    /** Takes a file with a line {@code <opening> <folder>} for each attack, and the name of a file for the answers. */
    public static void main(String... arguments) throws IOException {
        List<String> answers = new ArrayList<>();
        for (String attack : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = attack.split(" ", 2);
            answers.add(answer(Opening.valueOf(words[0]), Path.of(words[1])));
        }
        Files.write(Path.of(arguments[1]), answers);
    }

    private static String answer(Opening opening, Path folder) {
        try {
            opening.open(folder);
            return "ACCEPTED\t\t\t";
        } catch (GraftException e) {
            return String.join("\t", e.code().name(), e.where(), e.sentence(), e.remedy());
        } catch (RuntimeException | OutOfMemoryError e) {
            return String.join(
                    "\t",
                    "FAILED",
                    folder.toString(),
                    e.toString().lines().findFirst().orElse(""),
                    "");
        }
    }
}
