package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a header has said so far: each name once, and no more than a hostile header may make its reader keep.
 *
 * @see HeaderParser
 */
final class HeaderContents {
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_CHARACTERS = 10_000_000;

    private final String file;
    private final Set<String> names = new HashSet<>();
    private final List<TensorInfo> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new HashMap<>();
    private int characters;

    HeaderContents(String file) {
        this.file = file;
    }

    /** Takes note of a name at the top of the header. */
    void name(String name) {
        requirePlain(name);
        keep(name);
        if (!names.add(name)) {
            throw SafetensorsError.TENSOR_DUPLICATE.at(
                    file + ": " + name, "The header of %s lists %s twice".formatted(file, name));
        }
        if (names.size() > MOST_ENTRIES) {
            throw limit("lists more than %d tensors".formatted(MOST_ENTRIES));
        }
    }

    void tensor(TensorInfo tensor) {
        tensors.add(tensor);
    }

    void metadata(String key, String value) {
        keep(key);
        keep(value);
        if (metadata.put(key, value) != null) {
            throw SafetensorsError.METADATA_INVALID.at(
                    file, "__metadata__ of %s lists \"%s\" twice".formatted(file, key));
        }
        if (metadata.size() > MOST_ENTRIES) {
            throw limit("lists more than %d entries of metadata".formatted(MOST_ENTRIES));
        }
    }

    /** The header as a whole, if its tensors fill the data. */
    SafetensorsHeader complete(long dataStart, long dataSize) {
        return new SafetensorsHeader(file, dataStart, DataLayout.endToEnd(tensors, dataSize, file), metadata);
    }

    private void keep(String string) {
        characters += string.length();
        if (characters > MOST_CHARACTERS) {
            throw limit("holds more than %d characters of names and metadata".formatted(MOST_CHARACTERS));
        }
    }

    /** Other names would look alike, break lines, or could not be written down again. */
    private void requirePlain(String name) {
        if (name.isEmpty()) {
            throw badName("is empty");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw badName("holds a control character");
        }
        if (name.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw badName("holds half of a character");
        }
    }

    private GraftException badName(String what) {
        return SafetensorsError.TENSOR_NAME_INVALID.at(
                file, "The name of tensor %d of %s %s".formatted(tensors.size() + 1, file, what));
    }

    private GraftException limit(String what) {
        return SafetensorsError.HEADER_LIMIT_EXCEEDED.at(file, "The header of %s %s".formatted(file, what));
    }
}
