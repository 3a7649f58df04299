package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.util.Map;
import java.util.SortedSet;

/** The rule that an index and its shards say the same. */
record ShardAgreement(ShardIndex index, Map<String, SafetensorsHeader> shards) {
    void require() {
        SortedSet<String> listed = index.files();
        listed.forEach(this::requirePresent);
        shards.forEach((name, shard) -> requireListed(listed, name, shard));
        shards.forEach((name, shard) -> shard.tensors().forEach(tensor -> requireHere(tensor.name(), name, shard)));
        requireComplete();
    }

    private void requirePresent(String name) {
        if (!shards.containsKey(name)) {
            throw SafetensorsError.SHARD_MISSING.at(
                    index.file(), "%s names %s, which is not there".formatted(index.file(), name));
        }
    }

    private static void requireListed(SortedSet<String> listed, String name, SafetensorsHeader shard) {
        if (!listed.contains(name)) {
            throw SafetensorsError.SHARD_UNLISTED.at(
                    shard.file(), "%s is a shard, but the index does not name it".formatted(shard.file()));
        }
    }

    private void requireHere(String tensor, String name, SafetensorsHeader shard) {
        String expected = index.weightMap().get(tensor);
        if (expected == null) {
            throw SafetensorsError.TENSOR_NOT_IN_INDEX.at(
                    shard.file() + ": " + tensor,
                    "%s holds %s, which the index does not list".formatted(shard.file(), tensor));
        }
        if (!expected.equals(name)) {
            throw misplaced(tensor, expected, shard);
        }
    }

    private GraftException misplaced(String tensor, String expected, SafetensorsHeader found) {
        String where = found.file() + ": " + tensor;
        if (holds(expected, tensor)) {
            return SafetensorsError.TENSOR_IN_TWO_SHARDS.at(
                    where,
                    "%s is both in %s and in %s, but each tensor is to be once"
                            .formatted(tensor, expected, found.file()));
        }
        return SafetensorsError.TENSOR_NOT_IN_SHARD.at(
                where, "%s is to be in %s by the index, but is in %s".formatted(tensor, expected, found.file()));
    }

    /** All tensors that there are stand where the index says; this finds the ones that are nowhere. */
    private void requireComplete() {
        long held = shards.values().stream()
                .mapToLong(shard -> shard.tensors().size())
                .sum();
        if (held < index.weightMap().size()) {
            throw nowhere();
        }
    }

    private GraftException nowhere() {
        Map.Entry<String, String> missing = index.weightMap().entrySet().stream()
                .filter(entry -> !holds(entry.getValue(), entry.getKey()))
                .findFirst()
                .orElseThrow();
        return SafetensorsError.TENSOR_NOT_IN_SHARD.at(
                index.file() + ": " + missing.getKey(),
                "%s is to be in %s by the index, but no shard holds it"
                        .formatted(missing.getKey(), missing.getValue()));
    }

    private boolean holds(String name, String tensor) {
        SafetensorsHeader shard = shards.get(name);
        return shard != null
                && shard.tensors().stream().anyMatch(info -> info.name().equals(tensor));
    }
}
