package io.graft.eval.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import io.graft.eval.decoder.DecoderOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalModelTest extends LanguageModelContract {
    private static final Path SENTIMENT = Path.of("../samples/adapters/sentiment");
    private static final Request OPINION =
            new Request.Likelihood("Text: About the hotel. The room was really friendly.\nAnswer:", " positive");

    private static LocalWeights weights;

    @BeforeAll
    static void open() {
        weights = LocalWeights.open(RecordedReplies.BASE, new DecoderOptions("cpu", 1));
    }

    @AfterAll
    static void close() {
        weights.close();
    }

    @Override
    LanguageModel model() {
        return weights.alone();
    }

    @Test
    void anAdapterChangesTheRepliesAndTheIdentityOfItsArmAlone() throws InterruptedException {
        double base = likelihood(weights.alone());
        LocalModel tuned = weights.with(List.of(new AdapterChoice(SENTIMENT, 1)));
        LocalModel half = weights.with(List.of(new AdapterChoice(SENTIMENT, 0.5)));
        assertThat(likelihood(tuned)).isGreaterThan(base + 5);
        assertThat(likelihood(half)).isGreaterThan(base + 5).isNotEqualTo(likelihood(tuned));
        assertThat(likelihood(weights.alone())).isEqualTo(base);
        assertThat(List.of(weights.alone().identity(), tuned.identity(), half.identity()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theIdentityIsThatOfTheBytesNotOfTheObject() {
        try (LocalWeights again = LocalWeights.open(RecordedReplies.BASE, new DecoderOptions("cpu", 1))) {
            assertThat(again.alone().identity()).isEqualTo(weights.alone().identity());
        }
    }

    @Test
    void aTextCanBeReadWhileItIsWritten() throws InterruptedException {
        List<String> pieces = new ArrayList<>();
        Request.Generation story =
                new Request.Generation("Text: It", List.of(" is"), 30, new Sampling.Random(0.8, 0, 0.95, 3));
        String text = weights.alone().write(story, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(text).doesNotContain(" is");
    }

    private static double likelihood(LanguageModel model) throws InterruptedException {
        return ((Reply.Likelihood) model.answer(List.of(OPINION)).getFirst()).logLikelihood();
    }
}
