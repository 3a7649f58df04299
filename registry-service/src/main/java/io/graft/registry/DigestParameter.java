package io.graft.registry;

import io.graft.core.artifact.Digest;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Reads digests in paths and queries. Left alone, Spring would take {@link Digest#of(String)} for that, which hashes the text. */
@Component
class DigestParameter implements Converter<String, Digest> {
    @Override
    public Digest convert(String text) {
        return Digest.parse(text);
    }
}
