package io.graft.core.tokenizer;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with tokenizers, vocabularies and chat templates. */
public enum TokenizerError implements ErrorCode {
    TOKENIZER_MISSING(Fault.INVALID),
    TOKENIZER_UNSUPPORTED(Fault.UNSUPPORTED),
    TOKENIZER_INVALID(Fault.INVALID),
    TOKENIZER_TOO_LARGE(Fault.INVALID),
    TOKENIZER_UNREADABLE(Fault.ENVIRONMENT),
    TOKENIZER_MODEL_UNKNOWN(Fault.INVALID),
    TOKENIZER_SETTING_INVALID(Fault.INVALID),
    TOKEN_UNKNOWN(Fault.INVALID),
    VOCABULARY_MISSING(Fault.INVALID),
    VOCABULARY_SIZES_DIFFER(Fault.INVALID),
    VOCABULARY_SHAPE_MISMATCH(Fault.INVALID),
    CHAT_TEMPLATE_INVALID(Fault.INVALID);

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final Fault fault;

    TokenizerError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message, String remedy) {
        return at(where, message, remedy, null);
    }

    GraftException at(Object where, String message, String remedy, @Nullable Throwable cause) {
        return new GraftException(this, printable(where.toString()), printable(message), remedy, cause);
    }

    /** What a file says is repeated without what would colour the terminal or break the line. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
