package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.util.Map;

/** The rule that an index and its shards say the same. */
record ShardAgreement(ShardIndex index, Map<String, SafetensorsHeader> shards) {
    void require() {
        index.files().forEach(this::requirePresent);
        shards.forEach(this::requireListed);
        long held = shards.values().stream()
                .mapToLong(shard -> shard.tensors().size())
                .sum();
        if (held < index.weightMap().size()) {
            throw missingTensor();
        }
    }

    private void requirePresent(String file) {
        if (!shards.containsKey(file)) {
            throw SafetensorsError.SHARD_MISSING.at(file, "The index names %s, which is not there".formatted(file));
        }
    }

    private void requireListed(String file, SafetensorsHeader shard) {
        if (!index.files().contains(file)) {
            throw SafetensorsError.SHARD_UNLISTED.at(
                    file, "%s is a shard, but the index does not name it".formatted(file));
        }
        shard.tensors().forEach(tensor -> requireHere(tensor.name(), file));
    }

    private void requireHere(String tensor, String file) {
        String expected = index.weightMap().get(tensor);
        if (expected == null) {
            throw SafetensorsError.TENSOR_NOT_IN_INDEX.at(
                    file + ": " + tensor, "%s holds %s, which the index does not list".formatted(file, tensor));
        }
        if (!expected.equals(file)) {
            throw misplaced(tensor, expected, file);
        }
    }

    private GraftException misplaced(String tensor, String expected, String found) {
        String where = found + ": " + tensor;
        if (holds(expected, tensor)) {
            return SafetensorsError.TENSOR_IN_TWO_SHARDS.at(
                    where,
                    "%s is both in %s and in %s, but each tensor is to be once".formatted(tensor, expected, found));
        }
        return SafetensorsError.TENSOR_NOT_IN_SHARD.at(
                where, "%s is to be in %s by the index, but is in %s".formatted(tensor, expected, found));
    }

    private GraftException missingTensor() {
        Map.Entry<String, String> missing = index.weightMap().entrySet().stream()
                .filter(entry -> !holds(entry.getValue(), entry.getKey()))
                .findFirst()
                .orElseThrow();
        return SafetensorsError.TENSOR_NOT_IN_SHARD.at(
                missing.getValue() + ": " + missing.getKey(),
                "%s is to be in %s by the index, but no shard holds it"
                        .formatted(missing.getKey(), missing.getValue()));
    }

    private boolean holds(String file, String tensor) {
        SafetensorsHeader shard = shards.get(file);
        return shard != null
                && shard.tensors().stream().anyMatch(info -> info.name().equals(tensor));
    }
}
