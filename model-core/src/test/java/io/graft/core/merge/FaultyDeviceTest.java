package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.method.LinearForm;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that computes wrongly is found out, and leaves nothing behind. */
class FaultyDeviceTest {
    private static final Path SAMPLES =
            Path.of("..", "samples").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void whatIsNotTheSumEndsTheMerge() {
        Merging merging = Merging.of(
                        SAMPLES,
                        "{merge_method: linear, models: [{model: base+adapters/sentiment, parameters: {weight: 1.0}}]}")
                .with(MergeOptions.defaults().on(new DeviceUse(new Faulty(), false)));
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> merging.into(folder.resolve("out")));

        assertThat(refusal.code()).isEqualTo(MergeError.MERGE_DEVICE_WRONG);
        assertThat(refusal).hasMessageContaining("faulty:0 made 0.125");
        assertThat(folder).isEmptyDirectory();
    }

    /** Says the same of everything. */
    private static final class Faulty implements Device, Device.Loaded {
        @Override
        public String name() {
            return "faulty:0";
        }

        @Override
        public Loaded load(LinearForm form) {
            return this;
        }

        @Override
        public void compute(
                long row, int rows, int width, double @Nullable [] origin, double[][] wholes, double[] result) {
            Arrays.fill(result, 0.125);
        }

        @Override
        public void close() {}
    }
}
