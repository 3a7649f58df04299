package io.graft.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** A folder with a weight, written {@code folder:0.5}. */
record WeightedFolder(Path folder, double weight) {
    private static final Pattern FORM = Pattern.compile("(.+):([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)");

    /** For picocli. */
    static final class Converter implements ITypeConverter<WeightedFolder> {
        @Override
        public WeightedFolder convert(String text) {
            Matcher matcher = FORM.matcher(text);
            return !Files.exists(Path.of(text)) && matcher.matches()
                    ? new WeightedFolder(Path.of(matcher.group(1)), Double.parseDouble(matcher.group(2)))
                    : new WeightedFolder(Path.of(text), 1);
        }
    }
}
