package io.graft.eval.language;

import io.graft.core.GraftException;
import io.graft.core.suite.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests as tokens, exactly as lm-evaluation-harness 0.4 makes them ({@code api/model.py}, {@code utils.py}), what is odd about
 * it included: a continuation begins where as many tokens are over as the context alone has.
 */
final class PairEncoder {
    private static final int REMEMBERED = 64;

    private final TextTokenizer tokenizer;
    private final int maxLength;
    /** The choices of a document follow each other, with the same context. */
    private final Map<String, int[]> contexts = new HashMap<>();

    PairEncoder(TextTokenizer tokenizer, int maxLength) {
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
    }

    /** As much of context and continuation as the model can look at. */
    TokenPair encode(Request.Likelihood request) {
        TokenPair pair = request.context().isEmpty()
                ? afterPrefix(tokenizer.encodeAlone(request.continuation()))
                : split(request.context(), request.continuation());
        return checked(pair, request).within(maxLength);
    }

    /** Each token once, in windows as long as the model can look. */
    List<TokenPair> encode(Request.RollingLikelihood request) {
        int[] tokens = tokenizer.encode(request.text());
        List<TokenPair> windows = new ArrayList<>();
        for (int start = 0; start < tokens.length; start += maxLength) {
            windows.add(window(tokens, start, Math.min(start + maxLength, tokens.length)));
        }
        return windows;
    }

    /** The prompt as far as the model can look and still write so many tokens. */
    int[] encode(Request.Generation request) {
        int room = maxLength - request.maxTokens();
        if (room <= 0) {
            throw LanguageError.REQUEST_TOO_LONG.at(
                    "max_gen_toks",
                    "%d tokens are to be generated, and the model can look at %d in all"
                            .formatted(request.maxTokens(), maxLength),
                    "Set max_gen_toks in the task's generation_kwargs to less.");
        }
        int[] tokens = tokenizer.encode(request.context());
        if (tokens.length == 0) {
            throw LanguageError.CONTEXT_EMPTY.at(
                    "context", "A text is to be continued that has no tokens", "Give the model a prompt.");
        }
        return Arrays.copyOfRange(tokens, Math.max(0, tokens.length - room), tokens.length);
    }

    private TokenPair afterPrefix(int[] continuation) {
        int prefix = prefix();
        return continuation.length > 0 && continuation[0] == prefix
                ? TokenPair.of(new int[] {prefix}, from(continuation, 1))
                : TokenPair.of(new int[] {prefix}, continuation);
    }

    private TokenPair split(String context, String continuation) {
        int end = PythonSpace.endOfText(context);
        int[] whole = tokenizer.encode(context + continuation);
        int[] before = context(context.substring(0, end));
        return TokenPair.of(before, from(whole, Math.min(before.length, whole.length)));
    }

    private int[] context(String text) {
        if (contexts.size() > REMEMBERED) {
            contexts.clear();
        }
        return contexts.computeIfAbsent(text, tokenizer::encode);
    }

    /**
     * The first window looks back to the prefix token, each later one as far as it can, at least one token.
     */
    private TokenPair window(int[] tokens, int start, int end) {
        int[] scored = Arrays.copyOfRange(tokens, start, end);
        return start == 0
                ? TokenPair.of(new int[] {prefix()}, scored)
                : TokenPair.of(Arrays.copyOfRange(tokens, end - maxLength - 1, start), scored);
    }

    private int prefix() {
        return tokenizer
                .prefix()
                .orElseThrow(() -> LanguageError.PREFIX_TOKEN_MISSING.at(
                        "tokenizer_config.json",
                        "A text without context follows the token that begins or ends texts, and the tokenizer names neither",
                        "Add bos_token or eos_token to tokenizer_config.json."))
                .id();
    }

    private TokenPair checked(TokenPair pair, Request.Likelihood request) {
        int scored = pair.length() - pair.scored();
        if (scored == 0) {
            throw LanguageError.CONTINUATION_EMPTY.at(
                    "continuation",
                    "\"%.40s\" adds no tokens to its context".formatted(request.continuation()),
                    "Let each choice be a text of its own.");
        }
        if (pair.scored() == 0) {
            throw LanguageError.CONTEXT_EMPTY.at(
                    "context",
                    "\"%.40s\" has no tokens".formatted(request.context()),
                    "Use an empty context or one with words in it.");
        }
        if (scored > maxLength) {
            throw tooLong(scored);
        }
        return pair;
    }

    private GraftException tooLong(int tokens) {
        return LanguageError.REQUEST_TOO_LONG.at(
                "continuation",
                "A continuation has %d tokens, and the model can look at %d".formatted(tokens, maxLength),
                "Shorten it, or use output_type loglikelihood_rolling.");
    }

    private static int[] from(int[] tokens, int start) {
        return Arrays.copyOfRange(tokens, start, tokens.length);
    }
}
