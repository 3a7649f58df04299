package io.graft.core.preflight;

/**
 * What preflight can find, beside errors of the inputs themselves. docs/findings.md has a section for each: why it matters and what to
 * do about it.
 */
public enum FindingCode {
    /** An adapter is put on another base than the one it was trained on. */
    BASE_MISMATCH(Severity.ERROR),
    /** An adapter names another base than the one it is put on; only names were compared. */
    BASE_NAME_DIFFERS(Severity.INFO),
    /** A base is quantised, and is dequantised before the merge. */
    BASE_QUANTISED(Severity.WARNING),
    /** A base is so large that it was not read to tell whether an adapter was trained on it. */
    BASE_UNVERIFIED(Severity.INFO),
    /** A base was never evaluated, so that nobody will see what is forgotten. */
    BASE_NOT_EVALUATED(Severity.INFO),
    /** The config of an adapter has a field that this version does not know. */
    ADAPTER_FIELD_UNKNOWN(Severity.WARNING),
    /** An adapter holds NaN or infinity. */
    ADAPTER_NOT_FINITE(Severity.ERROR),
    /** An adapter changes nothing. */
    ZERO_DELTA(Severity.WARNING),
    /** An adapter was started from a changed base, and the start is computed again. */
    ADAPTER_CONVERTED(Severity.INFO),
    /** An adapter separates the output layer from the embedding that it was. */
    EMBEDDINGS_UNTIED(Severity.INFO),
    /** An adapter brings a vocabulary of another size. */
    VOCABULARY_CHANGED(Severity.WARNING),
    /** The models are of different architectures. */
    ARCHITECTURE_DIFFERS(Severity.WARNING),
    /** The models have different tokenizers. */
    TOKENIZER_DIFFERS(Severity.WARNING),
    /** The same model is listed twice. */
    DUPLICATE_INPUT(Severity.WARNING),
    /** The adapters sit on different models. */
    SEVERAL_BASES(Severity.WARNING),
    /** The result cannot hold all values of an input. */
    TYPE_LOSES_PRECISION(Severity.WARNING),
    /** Quantising has changed the base more than the adapter does. */
    QUANTISATION_OUTWEIGHS_DELTA(Severity.WARNING),
    /** An adapter was trained on a quantised base and is put on another. */
    QUANTISED_TRAINING(Severity.WARNING),
    /** The learning rate is above what is usual. */
    LEARNING_RATE_HIGH(Severity.WARNING),
    /** The data were gone through more often than is usual. */
    EPOCHS_MANY(Severity.WARNING),
    /** The share of general data is too small to guard old skills, or leaves little of the new ones. */
    GENERAL_SHARE_UNUSUAL(Severity.WARNING),
    /** Nothing kept the training on one data set from overwriting what was known before. */
    NOTHING_AGAINST_FORGETTING(Severity.WARNING),
    /** Trainings of different tasks are merged. */
    UNLIKE_TASKS(Severity.WARNING),
    /** Models that were trained as a whole are averaged. */
    FULL_FINETUNES_AVERAGED(Severity.WARNING),
    /** A training began with the result of another one. */
    CHAIN_OF_TUNINGS(Severity.WARNING),
    /** An input is to be used no more. */
    INPUT_WITHDRAWN(Severity.ERROR);

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    /** How much it matters, unless something speaks for more or less. */
    public Severity severity() {
        return severity;
    }

    /** A finding of this code and its usual severity. */
    public Finding at(String where, String message, String remedy) {
        return at(severity, where, message, remedy);
    }

    /** A finding of this code. */
    public Finding at(Severity other, String where, String message, String remedy) {
        return new Finding(name(), other, where, message, remedy);
    }
}
