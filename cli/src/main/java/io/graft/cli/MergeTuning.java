package io.graft.cli;

import io.graft.core.checkpoint.DigestCache;
import io.graft.core.kernel.Kernels;
import io.graft.core.merge.MergeOptions;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to run a merge. Nothing here changes a bit of the result, but for the size of the files. */
final class MergeTuning {
    @Option(names = "--threads", description = "Threads that compute. Default: one a processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--memory",
            converter = ByteCount.Converter.class,
            paramLabel = "SIZE",
            description = "For blocks in flight, such as 512M. Default: 128M.")
    private @Nullable ByteCount memory;

    @Option(
            names = "--block-size",
            converter = ByteCount.Converter.class,
            paramLabel = "SIZE",
            description = "What a thread computes at a time. Default: 1M.")
    private @Nullable ByteCount block;

    @Option(
            names = "--shard-size",
            converter = ByteCount.Converter.class,
            paramLabel = "SIZE",
            description = "How large a file of weights may grow. Default: 5GB.")
    private @Nullable ByteCount shard;

    @Option(names = "--kernels", description = "${COMPLETION-CANDIDATES}. Default: vector where the processor has it.")
    private @Nullable Arithmetic kernels;

    @Option(names = "--force", description = "Replace the output folder if it is there.")
    private boolean force;

    @Option(
            names = "--sync",
            description = "End only when the disk holds the result, so that it survives a loss of power.")
    private boolean sync;

    @Option(
            names = "--rehash",
            description = "Read the inputs for their fingerprints even if no file has changed since an earlier merge.")
    private boolean rehash;

    /** Which of the two equal implementations computes. */
    enum Arithmetic {
        VECTOR,
        SCALAR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Nullable
    Long shardBytes() {
        return shard == null ? null : shard.bytes();
    }

    /** What earlier merges found out about files. */
    Optional<DigestCache> known() {
        return rehash
                ? Optional.empty()
                : Optional.of(new DigestCache(UserCache.folder().resolve("digests"), Clock.systemUTC()));
    }

    MergeOptions options() {
        MergeOptions options = MergeOptions.defaults().withReplace(force).withSync(sync);
        if (threads != null) {
            options = options.withThreads(threads);
        }
        if (memory != null) {
            options = options.withMemory(memory.bytes());
        }
        if (block != null) {
            options = options.withBlock((int) Math.min(block.bytes(), Integer.MAX_VALUE));
        }
        if (shard != null) {
            options = options.withShard(shard.bytes());
        }
        return kernels == Arithmetic.SCALAR ? options.withKernels(Kernels.scalar()) : options;
    }
}
