package io.graft.core.tokenizer;

import io.graft.core.GraftException;
import io.graft.core.tokenizer.TokenizerSetting.RowSource;
import io.graft.core.tokenizer.TokenizerSetting.TokenSetting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in each row of a model under the tokens of the result:
 *
 * <ol>
 *   <li>what the recipe says of the token, if the model lacks it or the recipe forces it;
 *   <li>the model's own row for the token;
 *   <li>if just one other model has the token, its row; else the base model's, if it is among them; else the mean of theirs;
 *   <li>for a token that no model has a row for, the mean of all rows of the model that are filled by the rules above.
 * </ol>
 *
 * <p>A row of the result without a token stays what it was: the model's own row of that number if that is padding there too, else
 * the row of the model whose tokenizer the result begins with. Where that has no such row, because the number of rows was rounded
 * up, it is the mean as above.
 *
 * @param keeper the place of the model whose tokenizer the result begins with
 * @param base the place of the base model, or -1
 * @param rows how many rows the result has
 */
record RowRules<M>(
        List<Member<M>> members,
        int keeper,
        int base,
        Vocabulary tokens,
        int rows,
        Map<String, TokenSetting<M>> settings) {
    private static final Fill ZERO = new Fill.Zero();
    private static final Fill MEAN = new Fill.Mean();

    /** The map of one of the models. */
    TokenMap map(int model) {
        int[] own = new int[rows];
        Map<Integer, Fill> fills = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            Fill fill = fill(model, row);
            if (fill instanceof Fill.Row(int from, int theirs) && from == model) {
                own[row] = theirs;
            } else {
                own[row] = -1;
                fills.put(row, fill);
            }
        }
        return new TokenMap(own, fills);
    }

    private Fill fill(int model, int row) {
        String token = row < tokens.rows() ? tokens.token(row) : null;
        if (token == null) {
            return padding(model, row);
        }
        TokenSetting<M> setting = settings.get(token);
        OptionalInt own = members.get(model).vocabulary().row(token);
        if (setting != null && (setting.force() || own.isEmpty())) {
            return configured(setting.source(), token);
        }
        return own.isPresent() ? new Fill.Row(model, own.getAsInt()) : missing(token);
    }

    private Fill padding(int model, int row) {
        return Stream.of(model, keeper)
                .filter(_ -> row < members.get(keeper).vocabulary().rows())
                .filter(candidate -> members.get(candidate).vocabulary().isPadding(row))
                .findFirst()
                .<Fill>map(from -> new Fill.Row(from, row))
                .orElse(MEAN);
    }

    private Fill missing(String token) {
        List<Fill.Row> owners = IntStream.range(0, members.size())
                .mapToObj(model -> row(model, token))
                .flatMap(Stream::ofNullable)
                .toList();
        return owners.stream()
                .filter(row -> owners.size() == 1 || row.model() == base)
                .findFirst()
                .<Fill>map(row -> row)
                .orElse(owners.isEmpty() ? MEAN : new Fill.Average(owners));
    }

    private Fill.@Nullable Row row(int model, String token) {
        OptionalInt row = members.get(model).vocabulary().row(token);
        return row.isPresent() ? new Fill.Row(model, row.getAsInt()) : null;
    }

    /** Refuses settings of tokens that the result does not have, and rows that no model has. */
    void requireSensible() {
        settings.forEach((token, setting) -> {
            if (tokens.row(token).isEmpty()) {
                throw TokenizerError.TOKEN_UNKNOWN.at(
                        "tokenizer.tokens: " + token,
                        "The result has no token \"%s\" that a source could be set for".formatted(token),
                        "Check its spelling, or take the tokens of all models with source: union.");
            }
            configured(setting.source(), token);
        });
    }

    private Fill configured(RowSource<M> source, String token) {
        return switch (source) {
            case RowSource.OfModel<M>(M model) -> named(model, token, token);
            case RowSource.OfToken<M>(M model, String theirs) -> named(model, theirs, token);
            case RowSource.OfId<M>(M model, int id) -> numbered(model, id, token);
            case RowSource.Zero<M> _ -> ZERO;
        };
    }

    private Fill named(M model, String theirs, String token) {
        Fill.Row row = row(place(model), theirs);
        if (row == null) {
            throw noRow(token, "%s has no row for the token \"%s\"".formatted(model, theirs));
        }
        return row;
    }

    private Fill numbered(M model, int id, String token) {
        int place = place(model);
        int most = members.get(place).vocabulary().rows();
        if (id < 0 || id >= most) {
            throw noRow(token, "%s has %d rows, and none with the number %d".formatted(model, most, id));
        }
        return new Fill.Row(place, id);
    }

    private static GraftException noRow(String token, String message) {
        return TokenizerError.TOKEN_UNKNOWN.at(
                "tokenizer.tokens: " + token,
                message,
                "Name a model and a token or token_id that it has, or kind: zero.");
    }

    private int place(M model) {
        return place(members, model);
    }

    static <M> int place(List<Member<M>> members, M model) {
        return IntStream.range(0, members.size())
                .filter(place -> members.get(place).key().equals(model))
                .findFirst()
                .orElseThrow(() -> TokenizerError.TOKENIZER_MODEL_UNKNOWN.at(
                        "tokenizer",
                        "%s is not one of the models that are merged".formatted(model),
                        "Name one of the recipe's models as the recipe writes it."));
    }
}
