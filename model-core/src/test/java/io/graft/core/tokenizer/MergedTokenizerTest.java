package io.graft.core.tokenizer;

import static io.graft.core.tokenizer.TinyModel.EMBEDDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import io.graft.core.tokenizer.TokenizerSetting.RowSource;
import io.graft.core.tokenizer.TokenizerSetting.TokenSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedTokenizerTest {
    @TempDir
    Path room;

    private final SequencedMap<String, Checkpoint> models = new LinkedHashMap<>();

    @AfterEach
    void close() {
        models.values().forEach(Checkpoint::close);
    }

    @Test
    void aUnionBeginsWithTheBaseAndAppendsWhatOthersHaveInTheirOrder() throws IOException {
        model("base", 1, "a", "<end>");
        model("chat", 2, "<tool>", "b", "a", "<end>");
        model("code", 3, "c", "b");

        MergedTokenizer<String> union = merged(union(), "base");

        assertThat(union.vocabulary().tokens()).containsExactly("a", "<end>", "<tool>", "b", "c");
        assertThat(union.rows()).isEqualTo(5);
        assertThat(TinyModel.tokens(room.resolve("out"), union.companions()))
                .isEqualTo(union.vocabulary().tokens());
    }

    @Test
    void aModelMergedWithItselfKeepsEveryByte() throws Exception {
        model("base", 1, "a", "b", "<end>");
        models.put("again", Checkpoint.open(room.resolve("base")));

        MergedTokenizer<String> union = merged(union(), "base");

        assertThat(union.companions().get("tokenizer.json")).isEqualTo(file("base", "tokenizer.json"));
        assertThat(union.operand("again", EMBEDDING, this::stored)).isEqualTo(stored("again"));
    }

    @Test
    void everyTokenKeepsTheRowThatItsModelHasForIt() throws Exception {
        model("base", 1, "a", "b", "<end>");
        model("other", 2, "<end>", "c", "a");

        MergedTokenizer<String> union = merged(union(), "base");

        assertThat(embedding(union, "base")).isDeepEqualTo(rows(row(1, 0), row(1, 1), row(1, 2), row(2, 1)));
        assertThat(embedding(union, "other")).isDeepEqualTo(rows(row(2, 2), row(1, 1), row(2, 0), row(2, 1)));
    }

    @Test
    void theSameIdForDifferentTokensIsNeverMixed() throws Exception {
        model("base", 1, "a", "b");
        model("other", 2, "b", "a");

        assertThat(embedding(merged(union(), "base"), "other")).isDeepEqualTo(rows(row(2, 1), row(2, 0)));
    }

    @Test
    void aMissingTokenIsTheBaseModelsWhereTheBaseHasItAmongOthers() throws Exception {
        model("base", 1, "a", "b");
        model("with", 2, "a", "b");
        model("without", 3, "a");

        assertThat(embedding(merged(union(), "base"), "without")).isDeepEqualTo(rows(row(3, 0), row(1, 1)));
    }

    @Test
    void aMissingTokenThatTheBaseLacksIsTheMeanOfItsOwners() throws Exception {
        model("base", 1, "a");
        model("one", 2, "a", "x");
        model("two", 3, "x", "a");

        assertThat(embedding(merged(union(), "base"), "base"))
                .isDeepEqualTo(rows(row(1, 0), new double[] {250.5, 250.75, 251}));
    }

    @Test
    void theMeanOfOwnersDoesNotDependOnTheirOrder() throws Exception {
        model("base", 1, "a");
        models.put("one", TinyModel.constant(room.resolve("one"), 1e16, "a", "x"));
        models.put("two", TinyModel.constant(room.resolve("two"), -1e16, "a", "x"));
        models.put("three", TinyModel.constant(room.resolve("three"), 1, "a", "x"));
        double[][] before = embedding(merged(union(), "base"), "base");

        SequencedMap<String, Checkpoint> backwards = new LinkedHashMap<>(models.reversed());
        double[][] after = embedding(MergedTokenizer.of(union(), backwards, "base"), "base");

        assertThat(after).isDeepEqualTo(before);
    }

    @Test
    void underTheBasesTokenizerTheOrderOfTheOthersChangesNothing() throws Exception {
        model("base", 1, "a", "b", "c");
        model("one", 2, "b", "x");
        model("two", 3, "y", "c", "a");
        TokenizerSetting<String> ofBase = TokenizerSetting.of(new Origin.Base<>());
        MergedTokenizer<String> there = merged(ofBase, "base");
        MergedTokenizer<String> back = MergedTokenizer.of(ofBase, new LinkedHashMap<>(models.reversed()), "base");

        for (String model : models.keySet()) {
            assertThat(embedding(back, model)).isDeepEqualTo(embedding(there, model));
        }
        assertThat(back.companions()).usingRecursiveComparison().isEqualTo(there.companions());
    }

    @Test
    void withoutABaseTheTokenizerOfTheFirstModelIsGoneOnWith() throws Exception {
        model("one", 1, "a", "b");
        model("two", 2, "c", "a", "b");
        model("three", 3, "c");

        MergedTokenizer<String> union = merged(union(), null);

        assertThat(union.vocabulary().tokens()).containsExactly("a", "b", "c");
        assertThat(embedding(union, "three")[0]).isEqualTo(new double[] {150.5, 150.75, 151});
    }

    @Test
    void aConfiguredSourceFillsInForModelsThatLackTheToken() throws Exception {
        model("base", 1, "a", "b");
        model("other", 2, "a", "c");

        MergedTokenizer<String> union = merged(with("b", new RowSource.OfToken<>("other", "a"), false), "base");

        assertThat(embedding(union, "base")[1]).isEqualTo(row(1, 1));
        assertThat(embedding(union, "other")[1]).isEqualTo(row(2, 0));
    }

    @Test
    void aForcedSourceGoesBeforeTheModelsOwnRow() throws Exception {
        model("base", 1, "a", "b");
        model("other", 2, "b", "a");

        MergedTokenizer<String> union = merged(with("b", new RowSource.OfModel<>("other"), true), "base");

        assertThat(embedding(union, "base")).isDeepEqualTo(rows(row(1, 0), row(2, 0)));
        assertThat(embedding(union, "other")).isDeepEqualTo(rows(row(2, 1), row(2, 0)));
    }

    @Test
    void aSourceCanBeARowByItsNumberOrNothingButZeros() throws Exception {
        model("base", 1, "a", "b");
        models.put("other", TinyModel.padded(room.resolve("other"), 2, 4, "a", "c"));

        assertThat(embedding(merged(with("b", new RowSource.OfId<>("other", 3), true), "base"), "base")[1])
                .isEqualTo(row(2, 3));
        assertThat(embedding(merged(with("b", new RowSource.Zero<>(), true), "base"), "base")[1])
                .containsOnly(0);
    }

    @Test
    void settingsOfWhatIsNotThereAreRefused() throws IOException {
        model("base", 1, "a", "b");
        model("other", 2, "a", "c");

        assertThat(refusal(with("q", new RowSource.Zero<>(), true))).isEqualTo(TokenizerError.TOKEN_UNKNOWN);
        assertThat(refusal(with("c", new RowSource.OfModel<>("base"), true))).isEqualTo(TokenizerError.TOKEN_UNKNOWN);
        assertThat(refusal(with("c", new RowSource.OfId<>("other", 2), true))).isEqualTo(TokenizerError.TOKEN_UNKNOWN);
        assertThat(refusal(with("c", new RowSource.OfModel<>("else"), true)))
                .isEqualTo(TokenizerError.TOKENIZER_MODEL_UNKNOWN);
        assertThat(refusal(TokenizerSetting.of(new Origin.OfModel<>("else"))))
                .isEqualTo(TokenizerError.TOKENIZER_MODEL_UNKNOWN);
    }

    @Test
    void theBasesTokenizerKeepsItsPaddingRows() throws Exception {
        models.put("base", TinyModel.padded(room.resolve("base"), 1, 4, "a", "b"));
        models.put("same", TinyModel.padded(room.resolve("same"), 2, 4, "a", "b"));
        model("bare", 3, "b", "a", "<new>");

        MergedTokenizer<String> base = merged(TokenizerSetting.of(new Origin.Base<>()), "base");

        assertThat(base.rows()).isEqualTo(4);
        assertThat(embedding(base, "same")).isDeepEqualTo(rows(row(2, 0), row(2, 1), row(2, 2), row(2, 3)));
        assertThat(embedding(base, "bare")).isDeepEqualTo(rows(row(3, 1), row(3, 0), row(1, 2), row(1, 3)));
    }

    @Test
    void aUnionHasARowForEachTokenAndTakesTheBasesPaddingForNewOnes() throws Exception {
        models.put("base", TinyModel.padded(room.resolve("base"), 1, 8, "a", "b"));
        model("other", 2, "a", "c");

        MergedTokenizer<String> union = merged(union(), "base");

        assertThat(embedding(union, "base")).isDeepEqualTo(rows(row(1, 0), row(1, 1), row(2, 1)));
    }

    @Test
    void rowsThatRoundingUpAddsAreTheMeanOfTheOthers() throws Exception {
        model("base", 1, "a", "b");
        model("other", 2, "a", "c");

        MergedTokenizer<String> union =
                merged(new TokenizerSetting<>(new Origin.Union<>(), Map.of(), OptionalInt.of(8)), "base");

        assertThat(union.rows()).isEqualTo(8);
        double[][] values = embedding(union, "base");
        double mean = (100 + 101 + 201) / 3.0;
        for (int row = 3; row < 8; row++) {
            assertThat(values[row]).containsExactly(new double[] {mean, mean + 0.25, mean + 0.5}, within(1e-12));
        }
    }

    @Test
    void aTokenWithoutARowInAnyModelGetsTheMean() throws Exception {
        models.put("base", TinyModel.padded(room.resolve("base"), 1, 2, "a", "b", "<pad>"));
        model("other", 2, "a", "c");

        MergedTokenizer<String> union = merged(union(), "base");

        assertThat(union.vocabulary().tokens()).containsExactly("a", "b", "<pad>", "c");
        assertThat(embedding(union, "base")[2][0]).isCloseTo((100 + 101 + 201) / 3.0, within(1e-12));
    }

    @Test
    void tilesOfAnySizeReadTheSame() throws Exception {
        model("base", 1, "a", "b", "c", "d");
        model("other", 2, "x", "c", "d", "a");
        model("third", 3, "x", "a");
        MergedTokenizer<String> union =
                merged(new TokenizerSetting<>(new Origin.Union<>(), Map.of(), OptionalInt.of(7)), "base");

        for (String model : models.keySet()) {
            double[][] whole = embedding(union, model);
            assertThat(Stored.all(union.operand(model, EMBEDDING, this::stored), 2, 2))
                    .isDeepEqualTo(whole);
            assertThat(Stored.all(union.operand(model, EMBEDDING, this::stored), 1, 1))
                    .isDeepEqualTo(whole);
        }
    }

    @Test
    void anOutputLayersBiasFollowsItsTokens() throws Exception {
        model("base", 1, "a", "b");
        model("other", 2, "c", "a");
        MergedTokenizer<String> union =
                merged(new TokenizerSetting<>(new Origin.Union<>(), Map.of(), OptionalInt.of(4)), "base");

        Operand bias = union.operand("other", TinyModel.BIAS, this::bias);

        assertThat(bias.shape()).hasToString("[4]");
        assertThat(Stored.all(bias, 1, 3)[0]).containsExactly(201, 101, 200, (201 + 101 + 200) / 3.0);
    }

    @Test
    void anOperandThatNeedsWholeRowsIsReadByWholeRows() throws IOException {
        model("base", 1, "a", "b");
        model("other", 2, "c", "a");

        Operand rows = merged(union(), "base")
                .operand("base", EMBEDDING, model -> new Stored(stored(model).tensor(), Cut.ROWS));

        assertThat(rows.cut()).isEqualTo(Cut.ROWS);
        assertThat(merged(union(), "base")
                        .operand("base", EMBEDDING, this::stored)
                        .cut())
                .isEqualTo(Cut.RECTANGLES);
    }

    @Test
    void onlyTensorsWithARowForEachTokenAreConcerned() throws IOException {
        model("base", 1, "a", "b");

        MergedTokenizer<String> union = merged(union(), "base");

        assertThat(List.of(EMBEDDING, TinyModel.BIAS)).allMatch(union::concerns);
        assertThat(union.concerns("model.norm.weight")).isFalse();
    }

    private void model(String name, int number, String... tokens) throws IOException {
        models.put(name, TinyModel.of(room.resolve(name), number, tokens));
    }

    private MergedTokenizer<String> merged(TokenizerSetting<String> setting, @Nullable String base) {
        return MergedTokenizer.of(setting, models, base);
    }

    private TokenizerError refusal(TokenizerSetting<String> setting) {
        return (TokenizerError) assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> merged(setting, "base"))
                .actual()
                .code();
    }

    private static TokenizerSetting<String> union() {
        return TokenizerSetting.of(new Origin.Union<>());
    }

    private static TokenizerSetting<String> with(String token, RowSource<String> source, boolean force) {
        return new TokenizerSetting<>(
                new Origin.Union<>(), Map.of(token, new TokenSetting<>(source, force)), OptionalInt.empty());
    }

    private double[][] embedding(MergedTokenizer<String> merged, String model) throws InterruptedException {
        return Stored.all(merged.operand(model, EMBEDDING, this::stored), 64, 64);
    }

    private Stored stored(String model) {
        return new Stored(checkpoint(model).tensor(EMBEDDING));
    }

    private Stored bias(String model) {
        return new Stored(checkpoint(model).tensor(TinyModel.BIAS));
    }

    private Checkpoint checkpoint(String model) {
        return Objects.requireNonNull(models.get(model));
    }

    private byte[] file(String model, String name) throws IOException {
        return Files.readAllBytes(room.resolve(model).resolve(name));
    }

    private static double[][] rows(double[]... rows) {
        return rows;
    }

    private static double[] row(int number, int row) {
        double[] values = new double[TinyModel.WIDTH];
        Arrays.setAll(values, column -> TinyModel.value(number, row, column));
        return values;
    }
}
