package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of a header once, forwards, stops at the first thing wrong, and keeps nothing but what it returns. What a header
 * can make it keep is bounded, so that a hostile one costs little memory.
 */
final class HeaderParser {
    static final int MOST_ENTRIES = 100_000;
    static final int MOST_CHARACTERS = 10_000_000;

    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(1024)
                    .maxStringLength(4_000_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final HeaderBytes header;
    private final String file;
    private final long dataSize;
    private final InkReader text;
    private final JsonParser json;
    private final Set<String> names = new HashSet<>();
    private final List<TensorInfo> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new HashMap<>();
    private int characters;

    HeaderParser(HeaderBytes header, String file, long fileSize) {
        this.header = header;
        this.file = file;
        this.dataSize = fileSize - header.end();
        this.text = new InkReader(header.text());
        this.json = JSON.createParser(ObjectReadContext.empty(), text);
    }

    SafetensorsHeader parse() {
        try (json) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                readEntry(json.currentName());
            }
            requireOnlySpacesAfter(json.currentLocation().getCharOffset());
        } catch (JacksonException e) {
            throw refusal(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        return new SafetensorsHeader(file, header.end(), DataLayout.endToEnd(tensors, dataSize, file), metadata);
    }

    private void readEntry(String name) {
        requirePlain(name);
        if (!names.add(name)) {
            throw SafetensorsError.TENSOR_DUPLICATE.at(
                    where(name), "The header of %s lists %s twice".formatted(file, name));
        }
        keep(name);
        json.nextToken();
        if (name.equals(METADATA)) {
            readMetadata();
        } else {
            readTensor(name);
        }
    }

    private void readTensor(String name) {
        if (tensors.size() == MOST_ENTRIES) {
            throw limit("lists more than %d tensors".formatted(MOST_ENTRIES));
        }
        tensors.add(new TensorEntry(json, file, name, dataSize).read());
    }

    private void readMetadata() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw badMetadata("is not an object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw badMetadata("maps \"%s\" to something other than a string".formatted(key));
            }
            keepMetadata(key, json.getString());
        }
    }

    private void keepMetadata(String key, String value) {
        keep(key);
        keep(value);
        if (metadata.put(key, value) != null) {
            throw badMetadata("lists \"%s\" twice".formatted(key));
        }
        if (metadata.size() > MOST_ENTRIES) {
            throw limit("lists more than %d entries of metadata".formatted(MOST_ENTRIES));
        }
    }

    private void keep(String string) {
        characters += string.length();
        if (characters > MOST_CHARACTERS) {
            throw limit("holds more than %d characters of names and metadata".formatted(MOST_CHARACTERS));
        }
    }

    /** Such names would look like others, break lines, or could not be written down again. */
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

    private void requireOnlySpacesAfter(long end) throws IOException {
        long ink = text.drain();
        if (ink > end) {
            throw SafetensorsError.HEADER_TRAILING_BYTES.at(
                    file,
                    "The header of %s ends with a brace at character %d, but goes on to character %d"
                            .formatted(file, end, ink));
        }
    }

    private GraftException badMetadata(String what) {
        return SafetensorsError.METADATA_INVALID.at(where(METADATA), "__metadata__ of %s %s".formatted(file, what));
    }

    private GraftException limit(String what) {
        return SafetensorsError.HEADER_LIMIT_EXCEEDED.at(file, "The header of %s %s".formatted(file, what));
    }

    private GraftException refusal(JacksonException fault) {
        if (fault instanceof JacksonIOException io && io.getCause() != null) {
            return unreadable(io.getCause());
        }
        SafetensorsError code = fault instanceof StreamConstraintsException
                ? SafetensorsError.HEADER_LIMIT_EXCEEDED
                : SafetensorsError.HEADER_NOT_JSON;
        return code.at(
                file,
                "The header of %s is not JSON as it should be: %s, at character %d, below \"%s\""
                        .formatted(
                                file,
                                fault.getOriginalMessage(),
                                json.currentLocation().getCharOffset(),
                                json.streamReadContext().pathAsPointer()),
                fault);
    }

    private GraftException unreadable(IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return SafetensorsError.HEADER_NOT_UTF8.at(file, "The header of %s is not UTF-8".formatted(file), cause);
        }
        return SafetensorsError.FILE_UNREADABLE.at(
                file, "The header of %s cannot be read: %s".formatted(file, cause.getMessage()), cause);
    }

    private String where(String name) {
        return file + ": " + name;
    }
}
