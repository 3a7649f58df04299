package io.graft.registry.recipe;

import io.graft.core.artifact.Digest;
import io.graft.core.recipe.Recipe;
import io.graft.registry.access.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The recipes that were ever sent. Two texts with the same meaning are one recipe. */
@Component
public class Recipes {
    /** What errors call a text that came without a name. */
    private static final String UNNAMED = "recipe";

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Recipes(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Reads a recipe without keeping it.
     *
     * @throws io.graft.core.GraftException with a {@link io.graft.core.recipe.RecipeError}, naming line and column
     */
    public static Recipe read(String text) {
        return Recipe.parse(text, UNNAMED);
    }

    /**
     * Keeps a recipe, unless one with this meaning is kept already, and gives it back.
     *
     * @throws io.graft.core.GraftException as {@link #read}
     */
    @Transactional
    public Recipe keep(String text) {
        Recipe recipe = read(text);
        insert(recipe, text);
        return recipe;
    }

    /** The recipe with this id; {@link RecipeStoreError#RECIPE_NOT_FOUND} if there is none. */
    public Recipe recipe(Digest id) {
        return read(kept(id).document());
    }

    /** Whether it was not there before. */
    @Transactional
    boolean insert(Recipe recipe, String text) {
        int inserted = jdbc.sql("""
                        insert into recipe (id, method, source, document, created_at)
                        values (:id, :method, :source, :document, :now)
                        on conflict (id) do nothing
                        """)
                .param("id", recipe.id().hex())
                .param("method", recipe.method().name())
                .param("source", text)
                .param("document", recipe.canonicalJson())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 1) {
            audit.record(
                    "recipe.keep",
                    "recipe " + recipe.id(),
                    null,
                    Map.of("method", recipe.method().name()));
        }
        return inserted == 1;
    }

    KeptRecipe kept(Digest id) {
        return find(id).orElseThrow(() -> RecipeStoreError.notFound(id));
    }

    private Optional<KeptRecipe> find(Digest id) {
        return jdbc.sql("select * from recipe where id = :id")
                .param("id", id.hex())
                .query(Recipes::row)
                .optional();
    }

    private static KeptRecipe row(ResultSet row, int index) throws SQLException {
        return new KeptRecipe(
                new Digest(row.getString("id")),
                row.getString("method"),
                row.getString("source"),
                row.getString("document"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
