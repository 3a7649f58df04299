package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachedAdaptersTest {
    private static final double NO_DIVERGENCE = 1e-10;

    @ParameterizedTest
    @CsvSource({
        "llama, lora",
        "llama, patterns",
        "llama, rslora",
        "llama, dora",
        "llama, embedding",
        "gpt2, lora",
        "gpt2, dora"
    })
    void anAdapterBesideTheWeightsDoesWhatItDoesInPeft(String model, String name) {
        Golden golden = Golden.adapted(model);
        golden.run(decoder -> {
            try (Adapter adapter = Adapter.open(golden.adapter(name))) {
                decoder.attach("a", adapter);

                assertSame(golden, name, decoder.logits(golden.ids()[0], Adapters.of("a")));
                assertSame(golden, "base", decoder.logits(golden.ids()[0], Adapters.NONE));
            }
        });
    }

    @Test
    void severalAdaptersAddUp() {
        Golden golden = Golden.adapted("llama");
        golden.run(decoder -> {
            try (Adapter one = Adapter.open(golden.adapter("lora"));
                    Adapter other = Adapter.open(golden.adapter("second"))) {
                decoder.attach("one", one);
                decoder.attach("other", other);

                Adapters both = Adapters.of("one").and("other", 1);
                assertSame(golden, "lora+second", decoder.logits(golden.ids()[0], both));
                assertSame(golden, "second", decoder.logits(golden.ids()[0], Adapters.of("other")));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"llama, lora", "llama, dora", "gpt2, dora", "llama, embedding"})
    void anAdapterOfWeightNothingDoesNothing(String model, String name) {
        Golden golden = Golden.adapted(model);
        golden.run(decoder -> {
            try (Adapter adapter = Adapter.open(golden.adapter(name))) {
                decoder.attach("a", adapter);

                assertSame(golden, "base", decoder.logits(golden.ids()[0], Adapters.NONE.and("a", 0)));
            }
        });
    }

    @Test
    void aDetachedAdapterIsGone() {
        Golden golden = Golden.adapted("llama");
        golden.run(decoder -> {
            try (Adapter adapter = Adapter.open(golden.adapter("lora"))) {
                decoder.attach("a", adapter);
                decoder.detach("a");
            }
            assertThatThrownBy(() -> decoder.logits(new int[] {1}, Adapters.of("a")))
                    .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code())
                            .isEqualTo(DecoderError.ADAPTER_NOT_ATTACHED));
            assertSame(golden, "base", decoder.logits(golden.ids()[0], Adapters.NONE));
        });
    }

    @ParameterizedTest
    @CsvSource({"ia3", "loha", "modules-to-save"})
    void otherKindsAreRefusedByName(String kind) {
        Path peft = Path.of("../model-core/src/test/resources/goldens/peft").resolve(kind);
        new Golden(peft).run(decoder -> {
            try (Adapter adapter = Adapter.open(peft.resolve("adapter0"))) {
                assertThatThrownBy(() -> decoder.attach("a", adapter))
                        .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code())
                                .isEqualTo(DecoderError.ADAPTER_NOT_RUNNABLE));
            }
        });
    }

    private static void assertSame(Golden golden, String name, float[][] logits) {
        assertThat(Logits.divergence(golden.logits(name), logits)).isLessThan(NO_DIVERGENCE);
    }
}
