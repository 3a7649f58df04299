package io.graft.cli;

import io.graft.core.recipe.Source;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code namespace/name@version} for picocli. */
final class VersionName implements ITypeConverter<Source.Registered> {
    @Override
    public Source.Registered convert(String text) {
        if (Source.parse(text) instanceof Source.Registered version) {
            return version;
        }
        throw new TypeConversionException(
                "\"%s\" does not name a version; write namespace/name@number or namespace/name@alias".formatted(text));
    }
}
