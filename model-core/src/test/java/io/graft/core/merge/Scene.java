package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.ErrorCode;
import io.graft.core.GraftException;
import io.graft.core.artifact.Manifest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Preflight;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.Recipe;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder with small models and adapters, and what becomes of them. */
final class Scene {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String QUERY = "model.layers.0.q_proj.weight";
    static final String NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";
    static final String MERGE = "{merge_method: linear, models: [{model: base+lora}]}";

    private final Path folder;
    private int outputs;

    Scene(Path folder) {
        this.folder = folder;
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    Models model(String name) throws IOException {
        return Models.in(folder(name));
    }

    /** A model of one tensor, a norm of these elements. */
    Path norm(String name, DType dtype, double... values) throws IOException {
        return model(name).tensor(NORM, dtype, i -> values[i], values.length).model(config("'num_hidden_layers':1"));
    }

    /** A model of four tokens, two wide: its query projection is [[1, 2], [3, 4]], its embedding counts from 0. */
    Models base(DType dtype) throws IOException {
        return model("base")
                .tensor(EMBEDDING, dtype, i -> i, 4, 2)
                .tensor(QUERY, dtype, i -> 1 + i, 2, 2)
                .tensor("model.layers.0.q_proj.bias", dtype, i -> 1, 2);
    }

    /** The base with an output layer that counts from 10. */
    Scene plain() throws IOException {
        base(DType.F32).tensor(HEAD, DType.F32, i -> 10 + i, 4, 2).model(config("'tie_word_embeddings':false"));
        return this;
    }

    /** The base with its embedding for an output layer. */
    Scene tied() throws IOException {
        base(DType.F32).model(config("'tie_word_embeddings':true"));
        return this;
    }

    static String config(String fields) {
        return json("{'architectures':['LlamaForCausalLM'],'model_type':'llama','vocab_size':4,%s}".formatted(fields));
    }

    /** A config of an adapter of rank 1 and scale 2, and what else it sets. */
    static String lora(String... fields) {
        return adapter("'r':1,'lora_alpha':2" + (fields.length == 0 ? "" : "," + String.join(",", fields)));
    }

    static String adapter(String fields) {
        return json("{'peft_type':'LORA',%s}".formatted(fields));
    }

    static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** Factors on the query projection whose product is [[1, 2], [3, 6]]. */
    Models factors(String adapter) throws IOException {
        return factors(adapter, "model.layers.0.q_proj", new double[] {1, 2}, new double[] {1, 3});
    }

    /** Factors of rank 1. */
    Models factors(String adapter, String module, double[] a, double[] b) throws IOException {
        return model(adapter)
                .tensor("base_model.model." + module + ".lora_A.weight", DType.F32, i -> a[i], 1, a.length)
                .tensor("base_model.model." + module + ".lora_B.weight", DType.F32, i -> b[i], b.length, 1);
    }

    /** Factors of rank 1 on the embedding, whose product is 2 everywhere. */
    Models embeddingFactors() throws IOException {
        return model("lora")
                .tensor("base_model.model.model.embed_tokens.lora_embedding_A", DType.F32, i -> 1, 1, 4)
                .tensor("base_model.model.model.embed_tokens.lora_embedding_B", DType.F32, i -> 2, 2, 1);
    }

    /** Factors of rank 4 on the query projection, whose product is 4 everywhere. */
    Models wideFactors(String adapter) throws IOException {
        return model(adapter)
                .tensor("base_model.model.model.layers.0.q_proj.lora_A.weight", DType.F32, i -> 1, 4, 2)
                .tensor("base_model.model.model.layers.0.q_proj.lora_B.weight", DType.F32, i -> 1, 2, 4);
    }

    Path merge(String recipe) throws InterruptedException {
        return merge(recipe, MergeOptions.defaults().withThreads(2));
    }

    Path merge(String recipe, MergeOptions options) throws InterruptedException {
        run(recipe, options);
        return folder("out" + outputs);
    }

    /** All that a merge writes, by content. */
    Manifest manifest(String recipe) throws InterruptedException {
        return run(recipe, MergeOptions.defaults().withThreads(2)).manifest();
    }

    private MergeResult run(String recipe, MergeOptions options) throws InterruptedException {
        return Merging.of(folder, recipe).with(options).into(folder("out" + ++outputs));
    }

    double[] read(Path model, String tensor) {
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            return Comparing.values(checkpoint.tensor(tensor));
        }
    }

    void assertMerges(String recipe, String tensor, double... expected) throws InterruptedException {
        assertThat(read(merge(recipe), tensor)).isEqualTo(expected);
    }

    /** Checks embedding and output layer, and that the config says of them what is so. */
    void assertMergesTied(String recipe, boolean tied, double[] embedding, double[] head) throws InterruptedException {
        try (Checkpoint merged = Checkpoint.open(merge(recipe))) {
            assertThat(Comparing.values(merged.tensor(EMBEDDING))).isEqualTo(embedding);
            assertThat(merged.config().tiesEmbeddings()).isEqualTo(Optional.of(tied));
            assertThat(merged.holds(HEAD)).isEqualTo(!tied);
            assertThat(Comparing.values(merged.tensor(tied ? EMBEDDING : HEAD))).isEqualTo(head);
        }
    }

    void assertSame(String recipe, String... others) throws InterruptedException {
        Manifest expected = manifest(recipe);
        for (String other : others) {
            assertThat(manifest(other)).isEqualTo(expected);
        }
    }

    void assertRefused(String recipe, ErrorCode code, String says) {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> merge(recipe));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).as(refusal.sentence()).isEqualTo(code);
        assertThat(refusal.sentence()).contains(says);
        assertThat(refusal.remedy()).endsWith(".");
    }

    void assertFound(String recipe, String code) {
        assertThat(findings(recipe)).extracting(Finding::code).contains(code);
    }

    void assertNotFound(String recipe, String code) {
        assertThat(findings(recipe))
                .noneMatch(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::code)
                .doesNotContain(code);
    }

    private List<Finding> findings(String recipe) {
        return Preflight.of(Recipe.parse(recipe, "recipe.yml"), source -> folder.resolve(source.toString()));
    }
}
