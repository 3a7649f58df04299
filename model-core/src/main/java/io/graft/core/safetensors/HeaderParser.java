package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
 * Reads the JSON of a header once, forwards, stops at the first thing wrong, and keeps nothing but what it returns.
 */
final class HeaderParser {
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
    private final HeaderContents contents;

    HeaderParser(HeaderBytes header, String file, long fileSize) {
        this.header = header;
        this.file = file;
        this.dataSize = fileSize - header.end();
        this.text = new InkReader(header.text());
        this.json = JSON.createParser(ObjectReadContext.empty(), text);
        this.contents = new HeaderContents(file);
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
        return contents.complete(header.end(), dataSize);
    }

    private void readEntry(String name) {
        contents.name(name);
        json.nextToken();
        if (name.equals(METADATA)) {
            readMetadata();
        } else {
            contents.tensor(new TensorEntry(json, file, name, dataSize).read());
        }
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
            contents.metadata(key, json.getString());
        }
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
        return SafetensorsError.METADATA_INVALID.at(file, "__metadata__ of %s %s".formatted(file, what));
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
}
