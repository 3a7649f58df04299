package io.graft.core.checkpoint;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a model directory, each with what to do about it. */
public enum CheckpointError implements ErrorCode {
    CHECKPOINT_NOT_FOUND(Fault.MISSING, "Name the folder that holds config.json and the weights."),
    CHECKPOINT_UNREADABLE(Fault.ENVIRONMENT, "Check the disk and the permissions of the folder, then try again."),
    CONFIG_MISSING("Add the model's config.json to the folder."),
    CONFIG_INVALID("Correct the file, or take it again from where the model came from."),
    CONFIG_TOO_LARGE("Check that this is the configuration of a model at all."),
    WEIGHTS_MISSING("Add model.safetensors, or the shards with model.safetensors.index.json."),
    WEIGHTS_AMBIGUOUS("Keep either model.safetensors or the shards with their index."),
    WEIGHTS_PICKLED("Save the weights as safetensors: model.save_pretrained(folder, safe_serialization=True)."),
    TENSOR_NOT_IN_CHECKPOINT(Fault.MISSING, "Use one of the names that the checkpoint lists.");

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final Fault fault;
    private final String remedy;

    CheckpointError(String remedy) {
        this(Fault.INVALID, remedy);
    }

    CheckpointError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message) {
        return at(where, message, null);
    }

    GraftException at(Object where, String message, @Nullable Throwable cause) {
        return new GraftException(this, printable(where.toString()), printable(message), remedy, cause);
    }

    /** What a file says is repeated without what would colour the terminal or break the line. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
