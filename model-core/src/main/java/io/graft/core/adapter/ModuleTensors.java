package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an adapter file holds for one layer, part by part. */
final class ModuleTensors {
    private final String file;
    private final String module;
    private final Map<String, Tensor> parts = new TreeMap<>();

    ModuleTensors(String file, String module) {
        this.file = file;
        this.module = module;
    }

    String module() {
        return module;
    }

    String file() {
        return file;
    }

    String where(Tensor tensor) {
        return file + ": " + tensor.name();
    }

    void put(String part, Tensor tensor) {
        Tensor twin = parts.put(part, tensor);
        if (twin != null) {
            throw twice(file, twin, tensor);
        }
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    Optional<Shape> shape(String part) {
        return Optional.ofNullable(parts.get(part)).map(Tensor::shape);
    }

    Collection<Tensor> left() {
        return List.copyOf(parts.values());
    }

    Optional<Tensor> take(String part) {
        return Optional.ofNullable(parts.remove(part)).map(this::requireFloats);
    }

    /** Takes a part that must come with another one. */
    Tensor takeWith(Tensor other, String part) {
        return take(part)
                .orElseThrow(() -> AdapterError.ADAPTER_TENSOR_UNPAIRED.at(
                        where(other),
                        "%s has no %s to go with it".formatted(other.name(), part),
                        "Save the adapter again, with all parts of each layer."));
    }

    /** Takes all of these parts, if they are there and empty. */
    boolean takeEmpty(String... names) {
        boolean empty = Arrays.stream(names)
                .allMatch(name -> parts.containsKey(name) && parts.get(name).elements() == 0);
        if (empty) {
            Arrays.stream(names).forEach(parts::remove);
        }
        return empty;
    }

    private Tensor requireFloats(Tensor tensor) {
        if (!tensor.dtype().isFloat() || tensor.elements() == 0) {
            throw invalid(tensor, "an adapter's layers are floating-point numbers, at least one");
        }
        return tensor;
    }

    /** A tensor of two dimensions or more as a matrix: its first dimension by all others. */
    Tensor matrix(Tensor tensor) {
        if (tensor.shape().rank() < 2) {
            throw invalid(tensor, "a factor is a matrix, or the kernel of a convolution");
        }
        long rows = tensor.shape().dim(0);
        return reshaped(tensor, rows, tensor.elements() / rows);
    }

    /** A tensor as the list of its elements, of which there must be this many. */
    Tensor vector(Tensor tensor, long length) {
        if (tensor.elements() != length) {
            throw invalid(tensor, "%d numbers are expected".formatted(length));
        }
        return reshaped(tensor, length);
    }

    static Tensor reshaped(Tensor tensor, long... dims) {
        return new Tensor(tensor.name(), tensor.dtype(), Shape.of(dims), tensor.data());
    }

    /** Refuses factors whose common dimension is not the same in both. */
    void requireSameRank(Tensor one, long rank, Tensor other, long otherRank) {
        if (rank != otherRank) {
            throw AdapterError.ADAPTER_RANK_MISMATCH.at(
                    where(one),
                    "%s is %s and %s is %s: they do not agree on the rank"
                            .formatted(one.name(), one.shape(), other.name(), other.shape()),
                    "Save the adapter again.");
        }
    }

    /** Refuses factors of another rank than the config gives to this layer. */
    void requireStatedRank(Tensor factor, long rank, int stated) {
        if (rank != stated) {
            throw AdapterError.ADAPTER_RANK_MISMATCH.at(
                    where(factor),
                    "%s has rank %d, but %s gives %s rank %d"
                            .formatted(factor.name(), rank, AdapterConfig.FILE, module, stated),
                    "Correct r or rank_pattern: the scale depends on it.");
        }
    }

    GraftException invalid(Tensor tensor, String expected) {
        return AdapterError.ADAPTER_TENSOR_INVALID.at(
                where(tensor),
                "%s is %s %s, but %s".formatted(tensor.name(), tensor.dtype(), tensor.shape(), expected),
                "Save the adapter again, or take the file again from where it came from.");
    }

    /** No part is there that a layer of this kind begins with. */
    GraftException nothing() {
        Tensor some = parts.values().iterator().next();
        return AdapterError.ADAPTER_TENSOR_UNPAIRED.at(
                where(some),
                "%s is all there is of %s, or its other parts are missing".formatted(some.name(), module),
                "Save the adapter again, with all parts of each layer.");
    }

    static GraftException twice(String file, Tensor one, Tensor other) {
        return AdapterError.ADAPTER_TENSOR_UNUSED.at(
                file + ": " + other.name(),
                "%s and %s are the same part of the adapter".formatted(one.name(), other.name()),
                "Remove one of the two.");
    }
}
