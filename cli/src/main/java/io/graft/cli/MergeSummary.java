package io.graft.cli;

import io.graft.core.artifact.Digest;
import io.graft.core.merge.MergeResult;
import io.graft.core.merge.TensorProvenance;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a merge made.
 *
 * @param digest of the manifest
 * @param fresh tensors that the base does not have
 * @param identical tensors that are the base's byte for byte
 */
record MergeSummary(
        String output, Digest digest, long size, int files, long fresh, long changed, long identical, double seconds) {
    static MergeSummary of(Path output, MergeResult result, long nanos) {
        return new MergeSummary(
                output.toString(),
                result.manifest().digest(),
                result.manifest().size(),
                result.manifest().files().size(),
                count(result, TensorProvenance.State.NEW),
                count(result, TensorProvenance.State.CHANGED),
                count(result, TensorProvenance.State.IDENTICAL),
                nanos / 1e9);
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this) + System.lineSeparator();
    }

    String text() {
        return String.format(
                Locale.ROOT, """
                merged   %s
                digest   %s
                size     %s in %d files
                tensors  %d changed, %d identical, %d new
                took     %.1f s
                """, output, digest, new ByteCount(size), files, changed, identical, fresh, seconds);
    }

    private static long count(MergeResult result, TensorProvenance.State state) {
        return result.tensors().stream()
                .filter(tensor -> tensor.state() == state)
                .count();
    }
}
