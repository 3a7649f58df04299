package io.graft.cli;

import io.graft.core.artifact.Digest;
import io.graft.core.merge.DeviceReport;
import io.graft.core.merge.MergeResult;
import io.graft.core.merge.TensorProvenance;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a merge made.
 *
 * @param digest of the manifest
 * @param fresh tensors that the base does not have
 * @param identical tensors that are the base's byte for byte
 * @param device how what a device computed compares with Graft's kernels; null where there was none
 */
record MergeSummary(
        String output,
        Digest digest,
        long size,
        int files,
        long fresh,
        long changed,
        long identical,
        double seconds,
        @Nullable DeviceReport device) {
    static MergeSummary of(Path output, MergeResult result, long nanos) {
        return new MergeSummary(
                output.toString(),
                result.manifest().digest(),
                result.manifest().size(),
                result.manifest().files().size(),
                count(result, TensorProvenance.State.NEW),
                count(result, TensorProvenance.State.CHANGED),
                count(result, TensorProvenance.State.IDENTICAL),
                nanos / 1e9,
                result.device().orElse(null));
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this) + System.lineSeparator();
    }

    String text() {
        return String.format(
                Locale.ROOT,
                """
                merged   %s
                digest   %s
                size     %s in %d files
                tensors  %d changed, %d identical, %d new
                took     %.1f s
                %s""",
                output,
                digest,
                new ByteCount(size),
                files,
                changed,
                identical,
                fresh,
                seconds,
                deviceText());
    }

    private String deviceText() {
        return device == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        """
                        device   %s, %d tensors; of %,d elements %,d were computed by Graft's kernels as well
                                 %,d of these differ, by %d units in the last place at most
                                 %s
                        """,
                        device.device(),
                        device.tensors().size(),
                        device.elements(),
                        device.compared(),
                        device.differing(),
                        device.greatestUlp(),
                        device.isReproducible()
                                ? "reproducible: every bit is the kernels'"
                                : "not known to be reproducible: the provenance says so");
    }

    private static long count(MergeResult result, TensorProvenance.State state) {
        return result.tensors().stream()
                .filter(tensor -> tensor.state() == state)
                .count();
    }
}
