package io.graft.cli;

import io.graft.core.GraftException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A repository of the Hub at a revision, written {@code hf://org/name@revision}. */
record HubName(String repository, String revision) {
    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9._-]*";
    private static final Pattern FORM =
            Pattern.compile("hf://((?:%s/)?%s)(?:@(%s(?:/%s)*))?".formatted(PART, PART, PART, PART));
    private static final String NEWEST = "main";

    @Override
    public String toString() {
        return "hf://%s@%s".formatted(repository, revision);
    }

    /** What it is called in a registry unless somebody says otherwise. A namespace begins with a lower-case letter there. */
    ModelName model() {
        int slash = repository.indexOf('/');
        if (slash < 0) {
            throw new GraftException(
                    ImportError.IMPORT_NAMELESS,
                    repository,
                    "%s has no namespace, and a model in a registry has one".formatted(repository),
                    "Say what to call it: --as namespace/%s.".formatted(repository));
        }
        return new ModelName(repository.substring(0, slash).toLowerCase(Locale.ROOT), repository.substring(slash + 1));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<HubName> {
        @Override
        public HubName convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "\"%s\" is not a repository of the Hub; write hf://org/name or hf://org/name@revision"
                                .formatted(text));
            }
            return new HubName(matcher.group(1), Objects.requireNonNullElse(matcher.group(2), NEWEST));
        }
    }
}
