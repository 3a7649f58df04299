package io.graft.core.merge;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can go wrong in a merge. */
public enum MergeError implements ErrorCode {
    MERGE_OPTIONS_INVALID(Fault.INVALID, "Give at least one thread, and memory for at least one block."),
    MERGE_NOT_FINITE(
            Fault.UNSUPPORTED,
            "Look for NaN, infinity or weights beyond the range of the output type in the inputs; choose dtype: float32."),
    MERGE_ADAPTER_ALONE(Fault.INVALID, "Write base+adapter, with the folder of the base before the plus sign."),
    MERGE_TENSOR_MISSING(Fault.INVALID, "Merge models of one architecture, saved in the same way."),
    MERGE_TENSOR_UNCOVERED(Fault.INVALID, "Add a module \"default\" for all tensors that no other module names."),
    MERGE_MODULE_EMPTY(
            Fault.INVALID, "Name a part of the tensors' dotted names, such as language_model or vision_tower."),
    MERGE_SHAPE_MISMATCH(Fault.INVALID, "Merge models of one architecture and size."),
    MERGE_NOT_COMBINABLE(Fault.UNSUPPORTED, "Take this tensor from one model, with the same content in all."),
    MERGE_LAYERS_MISSING(Fault.INVALID, "Name layers that the model has, the first of them as 0."),
    MERGE_LAYERS_UNSTATED(Fault.UNSUPPORTED, "Keep the number of layers of this module, or list whole models for it."),
    MERGE_BASE_AMBIGUOUS(Fault.INVALID, "List the base among the sources of the slice, with its layers."),
    MERGE_BASE_QUANTIZED(Fault.UNSUPPORTED, "Merge into the model before it was quantised, and quantise the result."),
    MERGE_SHARDS_MISMATCH(Fault.INVALID, "Write every shard of this plan again, cut by the same shard size."),
    MERGE_NOT_DIVISIBLE(
            Fault.UNSUPPORTED, "Run the merge in one part, or leave out quantize and use graft gguf export."),
    MERGE_DEVICE_WRONG(
            Fault.ENVIRONMENT, "Do not trust this device: merge without --device, and look at its driver and memory."),
    MERGE_NO_SPACE(Fault.ENVIRONMENT, "Free some space, or choose another output folder."),
    MERGE_OUTPUT_IS_INPUT(Fault.INVALID, "Choose another output folder."),
    MERGE_OUTPUT_EXISTS(Fault.CONFLICT, "Choose another output folder, or ask for it to be replaced."),
    MERGE_OUTPUT_UNWRITABLE(Fault.ENVIRONMENT, "Check the output folder's permissions and the disk.");

    private final Fault fault;
    private final String remedy;

    MergeError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String message) {
        return new GraftException(this, where, message, remedy);
    }

    GraftException at(String where, String message, Throwable cause) {
        return new GraftException(this, where, message, remedy, cause);
    }
}
