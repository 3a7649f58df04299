package io.graft.eval.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.verification.TextSample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptsTest {
    @Test
    void theSampleTextAloneIsLongEnough() {
        Excerpts excerpts = of(4096, Text.sample());
        assertThat(excerpts.positions()).isBetween(4096L, 4096L + 255);
        assertThat(excerpts.windows()).allMatch(window -> window.positions() <= 256);
    }

    @Test
    void textsShareThePositionsAndAShortOneLeavesItsShareToTheOther() {
        Text small = new Text("small", "A short text.");
        Excerpts excerpts = of(1024, Text.sample(), small);
        assertThat(excerpts.samples()).extracting(TextSample::name).containsExactly("small", "Graft's sample text");
        assertThat(excerpts.positions()).isGreaterThanOrEqualTo(1024);
    }

    @Test
    void aTextIsSeenFromBeginningToEnd() {
        try (TextTokenizer tokenizer = TextTokenizer.open(SampleMerge.SAMPLES.resolve("base"))) {
            int[] all = tokenizer.ids(Text.sample().content());
            List<Window> windows = Excerpts.of(List.of(Text.sample()), tokenizer, 1024, 256)
                    .windows();
            assertThat(windows.getFirst().read()).startsWith(all[0], all[1]);
            assertThat(windows.getLast().next(255)).isEqualTo(all[all.length - 1]);
        }
    }

    private static Excerpts of(int positions, Text... texts) {
        try (TextTokenizer tokenizer = TextTokenizer.open(SampleMerge.SAMPLES.resolve("base"))) {
            return Excerpts.of(List.of(texts), tokenizer, positions, 256);
        }
    }
}
