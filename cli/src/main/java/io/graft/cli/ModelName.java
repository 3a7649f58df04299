package io.graft.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A model in the registry, {@code namespace/name}. */
record ModelName(String namespace, String name) {
    private static final Pattern FORM = Pattern.compile("([\\w.-]+)/([\\w.-]+)");

    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ModelName> {
        @Override
        public ModelName convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("\"%s\" is not a model's name; write namespace/name".formatted(text));
            }
            return new ModelName(matcher.group(1), matcher.group(2));
        }
    }
}
