package io.graft.core.safetensors;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a safetensors file or with the index of a sharded one, each with what to do about it. */
public enum SafetensorsError implements ErrorCode {
    FILE_MISSING(Fault.MISSING, "Check the path."),
    FILE_NOT_REGULAR("Name a safetensors file."),
    FILE_UNREADABLE(Fault.ENVIRONMENT, "Check the disk and the permissions of the file, then try again."),
    FILE_TOO_SHORT(Remedy.FETCH),
    HEADER_TOO_SMALL(Remedy.SAVE),
    HEADER_TOO_LARGE("Check that this is a safetensors file at all; a header is at most 100,000,000 bytes long."),
    HEADER_BEYOND_END(Remedy.FETCH),
    HEADER_START_WRONG("Check that this is a safetensors file at all."),
    HEADER_NOT_UTF8(Remedy.SAVE),
    HEADER_NOT_JSON(Remedy.SAVE),
    HEADER_TRAILING_BYTES("Pad the header with spaces only."),
    HEADER_LIMIT_EXCEEDED("Shorten it, or split the file into shards."),
    METADATA_INVALID("Let __metadata__ map names to strings, each name once."),
    TENSOR_NAME_INVALID("Rename the tensor."),
    TENSOR_DUPLICATE("Save each tensor once."),
    TENSOR_ENTRY_INVALID(Remedy.SAVE),
    TENSOR_KEY_UNKNOWN("Describe a tensor by dtype, shape and data_offsets alone."),
    TENSOR_KEY_DUPLICATE(Remedy.SAVE),
    TENSOR_KEY_MISSING("Describe a tensor by dtype, shape and data_offsets."),
    TENSOR_TYPE_UNKNOWN("Convert the tensor to a type such as BF16."),
    TENSOR_SHAPE_INVALID(Remedy.SAVE),
    TENSOR_OFFSETS_INVALID(Remedy.SAVE),
    TENSOR_LENGTH_MISMATCH(Remedy.SAVE),
    TENSOR_BEYOND_END(Remedy.FETCH),
    TENSOR_OVERLAP(Remedy.SAVE),
    TENSOR_HOLE(Remedy.SAVE),
    DATA_LEFT_OVER(Remedy.SAVE),
    TENSOR_NOT_FOUND(Fault.MISSING, "Use one of the names that the file lists."),
    INDEX_INVALID("Save the model again, so that the index is written anew."),
    INDEX_FILE_UNSAFE("Let the index name safetensors files beside it, without folders."),
    SHARD_MISSING("Download or copy the missing file."),
    SHARD_UNLISTED("Remove the file, or save the model again so that its index names it."),
    TENSOR_NOT_IN_SHARD(Remedy.AGREE),
    TENSOR_NOT_IN_INDEX(Remedy.AGREE),
    TENSOR_IN_TWO_SHARDS(Remedy.AGREE),
    PICKLE_REFUSED("Save the weights as safetensors: model.save_pretrained(folder, safe_serialization=True).");

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final Fault fault;
    private final String remedy;

    SafetensorsError(String remedy) {
        this(Fault.INVALID, remedy);
    }

    SafetensorsError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String message) {
        return at(where, message, null);
    }

    GraftException at(String where, String message, @Nullable Throwable cause) {
        return new GraftException(this, printable(where), printable(message), remedy, cause);
    }

    /** Names come from the file: what would move the cursor, colour the terminal or break the line is shown as a question mark. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    private static final class Remedy {
        static final String FETCH = "Download or copy the file again: it is not complete.";
        static final String AGREE = "Save the model again, so that its index and its shards agree.";
        static final String SAVE = "Save the weights again with a current version of safetensors.";
    }
}
