package io.graft.registry.model;

import io.graft.core.artifact.Digest;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Keeps a digest as its 64 digits. */
@Converter(autoApply = true)
class DigestColumn implements AttributeConverter<@Nullable Digest, @Nullable String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Digest digest) {
        return digest == null ? null : digest.hex();
    }

    @Override
    public @Nullable Digest convertToEntityAttribute(@Nullable String hex) {
        return hex == null ? null : new Digest(hex);
    }
}
