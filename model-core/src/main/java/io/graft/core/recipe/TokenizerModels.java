package io.graft.core.recipe;

import io.graft.core.tokenizer.TokenizerSetting;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import io.graft.core.tokenizer.TokenizerSetting.RowSource;
import io.graft.core.tokenizer.TokenizerSetting.TokenSetting;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The models that a tokenizer setting names. */
final class TokenizerModels {
    private TokenizerModels() {}

    static Stream<ModelReference> of(TokenizerSetting<ModelReference> setting) {
        return Stream.concat(
                of(setting.origin()),
                new TreeMap<>(setting.tokens()).values().stream().flatMap(token -> of(token.source())));
    }

    private static Stream<ModelReference> of(Origin<ModelReference> origin) {
        return switch (origin) {
            case Origin.OfModel<ModelReference>(ModelReference model) -> Stream.of(model);
            case Origin.Union<ModelReference>(), Origin.Base<ModelReference>() -> Stream.empty();
        };
    }

    private static Stream<ModelReference> of(RowSource<ModelReference> row) {
        return switch (row) {
            case RowSource.OfModel<ModelReference>(ModelReference model) -> Stream.of(model);
            case RowSource.OfToken<ModelReference>(ModelReference model, String _) -> Stream.of(model);
            case RowSource.OfId<ModelReference>(ModelReference model, int _) -> Stream.of(model);
            case RowSource.Zero<ModelReference>() -> Stream.empty();
        };
    }

    /** The same setting with other models. */
    static TokenizerSetting<ModelReference> with(
            TokenizerSetting<ModelReference> setting, UnaryOperator<ModelReference> change) {
        Map<String, TokenSetting<ModelReference>> tokens = new TreeMap<>();
        setting.tokens()
                .forEach((token, from) ->
                        tokens.put(token, new TokenSetting<>(with(from.source(), change), from.force())));
        return new TokenizerSetting<>(with(setting.origin(), change), tokens, setting.padToMultipleOf());
    }

    private static Origin<ModelReference> with(Origin<ModelReference> origin, UnaryOperator<ModelReference> change) {
        return switch (origin) {
            case Origin.OfModel<ModelReference>(ModelReference model) -> new Origin.OfModel<>(change.apply(model));
            case Origin.Union<ModelReference>(), Origin.Base<ModelReference>() -> origin;
        };
    }

    private static RowSource<ModelReference> with(RowSource<ModelReference> row, UnaryOperator<ModelReference> change) {
        return switch (row) {
            case RowSource.OfModel<ModelReference>(ModelReference model) ->
                new RowSource.OfModel<>(change.apply(model));
            case RowSource.OfToken<ModelReference>(ModelReference model, String token) ->
                new RowSource.OfToken<>(change.apply(model), token);
            case RowSource.OfId<ModelReference>(ModelReference model, int id) ->
                new RowSource.OfId<>(change.apply(model), id);
            case RowSource.Zero<ModelReference>() -> row;
        };
    }
}
