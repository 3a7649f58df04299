package io.graft.core.malformed;

import static io.graft.core.malformed.Forgery.file;
import static io.graft.core.malformed.Forgery.flood;
import static io.graft.core.malformed.Forgery.nothing;

import io.graft.core.ErrorCode;
import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.adapter.AdapterError;
import io.graft.core.checkpoint.CheckpointError;
import io.graft.core.safetensors.SafetensorsError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Adapter folders that are broken, hostile, or of a kind that cannot be merged. */
final class AdapterAttacks {
    private static final String PLAIN = "'peft_type':'LORA','r':2,'lora_alpha':4";
    private static final String A = "m.lora_A.weight";
    private static final String B = "m.lora_B.weight";

    private AdapterAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(folders(), kinds(), features(), numbers(), patterns(), tensors(), otherKinds())
                .flatMap(List::stream);
    }

    private static List<Attack> folders() {
        return List.of(
                on("an adapter without a configuration", nothing(), CheckpointError.CONFIG_MISSING, "does not exist"),
                on(
                        "an adapter without weights",
                        config(PLAIN),
                        SafetensorsError.FILE_MISSING,
                        "adapter_model.safetensors does not exist"),
                on(
                        "an adapter in a pickle",
                        config(PLAIN).and(file("adapter_model.bin", "cos\nsystem\n")),
                        AdapterError.ADAPTER_PICKLED,
                        "adapter_model.bin is a pickle"),
                on(
                        "an adapter whose configuration is a list",
                        file(AdapterConfig.FILE, "[]"),
                        CheckpointError.CONFIG_INVALID,
                        "adapter_config.json is not a JSON object"),
                on("an adapter of no kind", config("'r':2"), AdapterError.ADAPTER_CONFIG_INVALID, "no peft_type"));
    }

    private static List<Attack> kinds() {
        return Stream.of(
                        "PROMPT_TUNING",
                        "MULTITASK_PROMPT_TUNING",
                        "P_TUNING",
                        "PREFIX_TUNING",
                        "CPT",
                        "ADAPTION_PROMPT",
                        "XLORA",
                        "POLY",
                        "BOFT",
                        "HRA",
                        "VBLORA",
                        "FOURIERFT",
                        "LN_TUNING")
                .map(kind -> on(
                        "an adapter of kind " + kind,
                        config("'peft_type':'%s','r':2".formatted(kind)),
                        AdapterError.ADAPTER_KIND_UNSUPPORTED,
                        "kind " + kind))
                .toList();
    }

    private static List<Attack> features() {
        List<Attack> attacks = new ArrayList<>();
        feature(attacks, "'layer_replication':[[0,2],[1,3]]", "repeated");
        feature(attacks, "'alora_invocation_tokens':[1]", "aLoRA");
        feature(attacks, "'arrow_config':{'top_k':3}", "Arrow");
        feature(attacks, "'use_bdlora':{'nblocks':2}", "BD-LoRA");
        feature(attacks, "'use_qalora':true", "QA-LoRA");
        feature(attacks, "'kasa_config':{'beta':1}", "KaSA");
        feature(attacks, "'init_lora_weights':'some_new_way'", "not known to leave the base");
        for (String start : List.of("pissa_niter_16", "corda", "loftq", "lora_ga")) {
            attacks.add(on(
                    "an adapter started as " + start,
                    config(PLAIN + ",'init_lora_weights':'" + start + "'"),
                    AdapterError.ADAPTER_BASE_MUTATED,
                    "started as " + start));
        }
        attacks.add(on(
                "a DoRA started as pissa",
                config(PLAIN + ",'init_lora_weights':'pissa','use_dora':true"),
                AdapterError.ADAPTER_BASE_MUTATED,
                "started as pissa"));
        return attacks;
    }

    private static void feature(List<Attack> attacks, String field, String says) {
        attacks.add(on(
                "an adapter with " + field,
                config(PLAIN + "," + field),
                AdapterError.ADAPTER_FEATURE_UNSUPPORTED,
                says));
    }

    private static List<Attack> numbers() {
        return List.of(
                badConfig("'r':0,'lora_alpha':4", "r of", "is 0"),
                badConfig("'r':-8,'lora_alpha':4", "is -8"),
                badConfig("'r':2147483648,'lora_alpha':4", "is 2147483648"),
                badConfig("'r':'2','lora_alpha':4", "is \"2\""),
                badConfig("'lora_alpha':4", "r of", "is missing"),
                badConfig("'r':2", "lora_alpha of", "is missing"),
                badConfig("'r':2,'lora_alpha':NaN", "lora_alpha of"),
                badConfig("'r':2,'lora_alpha':4,'use_rslora':'yes'", "use_rslora of", "true or false"),
                badConfig("'r':2,'lora_alpha':4,'rank_pattern':[]", "rank_pattern of", "a mapping"),
                badConfig("'r':2,'lora_alpha':4,'rank_pattern':{'q':0.5}", "is 0.5"),
                badConfig("'r':2,'lora_alpha':4,'alpha_pattern':{'q':'x'}", "alpha_pattern of", "a number"),
                badConfig("'r':2,'lora_alpha':4,'trainable_token_indices':[1,1]", "each of them once"),
                badConfig("'r':2,'lora_alpha':4,'trainable_token_indices':{'e':[-1]}", "from 0 on"),
                badConfig("'r':2,'lora_alpha':4,'trainable_token_indices':5", "a list of tokens"),
                badConfig("'r':2,'lora_alpha':4,'graft_moe_packing':'0.18'", "an object"));
    }

    private static List<Attack> patterns() {
        return List.of(
                badPattern("a pattern that is no expression", "'rank_pattern':{'q(':2}", "\"q(\""),
                badPattern(
                        "a pattern that backtracks without end",
                        "'rank_pattern':{'(([a-z_]+)+)+x':2}",
                        "takes too long on layer_of_a_model_with_a_long_name"),
                badPattern(
                        "a pattern of 2000 letters", "'alpha_pattern':{'" + "q".repeat(2000) + "':2}", "longer than"),
                on(
                        "20000 patterns",
                        flood(
                                        AdapterConfig.FILE,
                                        "{\"peft_type\":\"LORA\",\"r\":2,\"lora_alpha\":4,\"rank_pattern\":{\"a\":1",
                                        ",\"q#\":2",
                                        20_000,
                                        "}}")
                                .and(weights(entry(A, "[2,4]", 0, 32) + "," + entry(B, "[4,2]", 32, 64), 64)),
                        AdapterError.ADAPTER_PATTERN_INVALID,
                        "more than 10000 patterns"));
    }

    private static List<Attack> tensors() {
        return List.of(
                badTensors("an adapter without tensors", "", 0, AdapterError.ADAPTER_EMPTY, "holds no tensor"),
                badTensors(
                        "a factor A alone",
                        entry(A, "[2,4]", 0, 32),
                        32,
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "m.lora_A.weight has no lora_B"),
                badTensors(
                        "a factor B alone",
                        entry(B, "[4,2]", 0, 32),
                        32,
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "m.lora_B.weight has no lora_A"),
                badTensors(
                        "factors of different ranks",
                        entry(A, "[2,4]", 0, 32) + "," + entry(B, "[2,3]", 32, 56),
                        56,
                        AdapterError.ADAPTER_RANK_MISMATCH,
                        "[2, 4]",
                        "[2, 3]"),
                badTensors(
                        "factors of a rank that the configuration does not know",
                        entry(A, "[1,4]", 0, 16) + "," + entry(B, "[4,1]", 16, 32),
                        32,
                        AdapterError.ADAPTER_RANK_MISMATCH,
                        "has rank 1",
                        "rank 2"),
                badTensors(
                        "a factor of one dimension",
                        entry(A, "[8]", 0, 32) + "," + entry(B, "[4,2]", 32, 64),
                        64,
                        AdapterError.ADAPTER_TENSOR_INVALID,
                        "F32 [8]"),
                badTensors(
                        "a factor without elements",
                        entry(A, "[2,0]", 0, 0) + "," + entry(B, "[4,2]", 0, 32),
                        32,
                        AdapterError.ADAPTER_TENSOR_INVALID,
                        "[2, 0]"),
                badTensors(
                        "a factor twice under two names",
                        entry(A, "[2,4]", 0, 32) + "," + entry("base_model.model." + A, "[2,4]", 32, 64),
                        64,
                        AdapterError.ADAPTER_TENSOR_UNUSED,
                        "are the same part"),
                badTensors(
                        "a factor of an embedding alone",
                        entry("m.lora_embedding_A", "[2,4]", 0, 32),
                        32,
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "m.lora_embedding_A has no lora_embedding_B"),
                unused("m.lora_magnitude_vector", "use_dora is not set"),
                unused("m.lora_B.bias", "lora_bias is not set"),
                unused("m.base_layer.bias", "bias is none"),
                unused("m.token_adapter.trainable_tokens_delta", "no tokens are listed"),
                unused("m.ia3_l", "means nothing to an adapter of this kind"),
                unused("score.weight", "nor to a module of modules_to_save"));
    }

    private static List<Attack> otherKinds() {
        return List.of(
                badKind(
                        "an OFT of an old PEFT",
                        "'peft_type':'OFT','r':8",
                        "m.oft_R.weight",
                        "[2,4]",
                        AdapterError.ADAPTER_KIND_UNSUPPORTED,
                        "PEFT 0.14"),
                badKind(
                        "an OFT that is no triangle",
                        "'peft_type':'OFT','oft_block_size':2",
                        "m.oft_R.weight",
                        "[2,4]",
                        AdapterError.ADAPTER_TENSOR_INVALID,
                        "4 elements above its diagonal"),
                badKind(
                        "a LoHa with one of its factors",
                        "'peft_type':'LOHA','r':2,'alpha':1",
                        "m.hada_w1_a",
                        "[4,2]",
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "m.hada_w1_a has no hada_w1_b"),
                badKind(
                        "a LoKr without a first factor",
                        "'peft_type':'LOKR','r':2,'alpha':1",
                        "m.lokr_w2",
                        "[4,2]",
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "m.lokr_w2 is all there is of m"),
                badKind(
                        "a VeRA without projections",
                        "'peft_type':'VERA','r':2",
                        "m.vera_lambda_b",
                        "[8]",
                        AdapterError.ADAPTER_FEATURE_UNSUPPORTED,
                        "projection_prng_key"),
                on(
                        "a DoRA without magnitudes",
                        config(PLAIN + ",'use_dora':true")
                                .and(weights(entry(A, "[2,4]", 0, 32) + "," + entry(B, "[4,2]", 32, 64), 64)),
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "has no lora_magnitude_vector"));
    }

    private static Attack badKind(
            String name, String config, String tensor, String shape, ErrorCode code, String says) {
        return on(name, config(config).and(weights(entry(tensor, shape, 0, 32), 32)), code, says);
    }

    private static Attack unused(String tensor, String says) {
        return badTensors(
                "an adapter with " + tensor,
                entry(tensor, "[2,4]", 0, 32),
                32,
                AdapterError.ADAPTER_TENSOR_UNUSED,
                "Nothing would use " + tensor,
                says);
    }

    private static Attack badTensors(String name, String entries, int data, ErrorCode code, String... says) {
        return on(name, config(PLAIN).and(weights(entries, data)), code, says);
    }

    private static Attack badConfig(String fields, String... says) {
        return on(
                "an adapter with " + fields,
                config("'peft_type':'LORA'," + fields),
                AdapterError.ADAPTER_CONFIG_INVALID,
                says);
    }

    private static Attack badPattern(String name, String field, String says) {
        String module = "layer_of_a_model_with_a_long_name";
        return on(
                name,
                config(PLAIN + "," + field)
                        .and(weights(
                                entry(module + ".lora_A.weight", "[2,4]", 0, 32) + ","
                                        + entry(module + ".lora_B.weight", "[4,2]", 32, 64),
                                64)),
                AdapterError.ADAPTER_PATTERN_INVALID,
                says);
    }

    private static Attack on(String name, Forgery forgery, ErrorCode code, String... says) {
        return new Attack(name, Opening.ADAPTER, forgery, code, List.of(says));
    }

    private static Forgery config(String fields) {
        return file(AdapterConfig.FILE, "{" + fields.replace('\'', '"') + "}");
    }

    private static Forgery weights(String entries, int data) {
        return Forgery.weights("{" + entries + "}", data)
                .and(folder -> Forgery.rename(folder, Forgery.WEIGHTS, Adapter.WEIGHTS));
    }

    private static String entry(String name, String shape, int begin, int end) {
        return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(name, shape, begin, end);
    }
}
