package io.graft.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Digest MODEL = Digest.of("a model");
    private static final Request VERA = new Request.Likelihood("Who has it?", " Vera");
    private static final Request LENA = new Request.Likelihood("Who has it?", " Lena");
    private static final Request STORY =
            new Request.Generation("Once", List.of("\n"), 20, new Sampling.Random(0.5, 0, 0.9, 7));
    private static final Reply LIKELY = new Reply.Likelihood(-1.0 / 3, true);

    @TempDir
    private Path folder;

    @Test
    void repliesOutliveTheJournalBitForBit() {
        try (Journal journal = open()) {
            journal.add(VERA, LIKELY);
            journal.add(LENA, new Reply.Likelihood(Double.NEGATIVE_INFINITY, false));
            journal.add(STORY, new Reply.Text("a line\nand \"more\" 🙂"));
            journal.add(new Request.RollingLikelihood("all of it"), new Reply.RollingLikelihood(-1e-300));
        }
        try (Journal journal = open()) {
            assertThat(journal.find(VERA)).contains(LIKELY);
            assertThat(journal.find(LENA)).contains(new Reply.Likelihood(Double.NEGATIVE_INFINITY, false));
            assertThat(journal.find(STORY)).contains(new Reply.Text("a line\nand \"more\" 🙂"));
            assertThat(journal.find(new Request.RollingLikelihood("all of it")))
                    .contains(new Reply.RollingLikelihood(-1e-300));
        }
    }

    @Test
    void aLineThatWasCutShortIsWrittenAgain() throws IOException {
        try (Journal journal = open()) {
            journal.add(VERA, LIKELY);
            journal.add(LENA, LIKELY);
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = whole.length - 1; length >= 0; length -= 13) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (Journal journal = open()) {
                assertThat(journal.size()).isLessThan(2);
                journal.add(VERA, LIKELY);
                journal.add(LENA, LIKELY);
            }
            assertThat(Files.readAllBytes(file())).isEqualTo(whole);
        }
    }

    @Test
    void aDamagedLineIsNotBelieved() throws IOException {
        try (Journal journal = open()) {
            journal.add(VERA, LIKELY);
        }
        Files.writeString(file(), Files.readString(file()).replace("0.333", "0.233"));
        try (Journal journal = open()) {
            assertThat(journal.find(VERA)).isEmpty();
        }
    }

    @Test
    void anotherModelsRepliesAreNotThere() throws IOException {
        try (Journal journal = open()) {
            journal.add(VERA, LIKELY);
        }
        try (Journal other = Journal.open(folder, Digest.of("another model"))) {
            assertThat(other.find(VERA)).isEmpty();
        }
        Files.move(file(), folder.resolve(Digest.of("a third").hex() + ".replies"));
        assertRefused(Digest.of("a third"), RunError.JOURNAL_FOREIGN);
    }

    @Test
    void onlyOneRunAtATimeWritesIt() {
        try (Journal _ = open()) {
            assertRefused(MODEL, RunError.JOURNAL_IN_USE);
        }
    }

    @Test
    void whatIsAskedOtherwiseIsAnotherRequest() {
        Request cooler = new Request.Generation("Once", List.of("\n"), 20, new Sampling.Random(0.4, 0, 0.9, 7));
        Request longer = new Request.Generation("Once", List.of("\n"), 21, new Sampling.Random(0.5, 0, 0.9, 7));
        assertThat(List.of(STORY, cooler, longer, VERA, LENA).stream().map(RequestKey::of))
                .doesNotHaveDuplicates();
    }

    private void assertRefused(Digest model, RunError why) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> Journal.open(folder, model))
                .satisfies(e -> assertThat(e.code()).isEqualTo(why));
    }

    private Journal open() {
        return Journal.open(folder, MODEL);
    }

    private Path file() {
        return folder.resolve(MODEL.hex() + ".replies");
    }
}
