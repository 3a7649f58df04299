package io.graft.registry.merge;

import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.registry.recipe.Recipes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The recipes that made versions, with the numbers that their aliases meant. */
@Component
public class MergedRecipes {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    MergedRecipes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Of those among the versions that a merge made and that are ready, in one query. */
    public Map<UUID, Recipe> of(Collection<UUID> versions) {
        return jdbc
                .sql("""
                        select v.id, g.inputs, r.document
                          from version v join merge g on g.id = v.merge_id join recipe r on r.id = g.recipe_id
                         where v.id = any(:versions::uuid[]) and v.state = 'READY'
                        """)
                .param("versions", versions.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), numbered(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Recipe numbered(ResultSet row) throws SQLException {
        Map<String, Source> numbers = Stream.of(json.readValue(row.getString("inputs"), Input[].class))
                .collect(Collectors.toMap(Input::reference, input -> Source.parse(input.version())));
        return Recipes.read(row.getString("document"))
                .withSources(source -> Objects.requireNonNull(numbers.get(source.toString())));
    }
}
