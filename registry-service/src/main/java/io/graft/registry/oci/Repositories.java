package io.graft.registry.oci;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds models by what OCI's clients call a repository: they allow no capital letters in it. */
@Component
class Repositories {
    private final Catalog catalog;
    private final JdbcClient jdbc;

    Repositories(Catalog catalog, JdbcClient jdbc) {
        this.catalog = catalog;
        this.jdbc = jdbc;
    }

    /**
     * The model of that name, or the only one of that name but for capital letters.
     *
     * @throws GraftException {@link OciError#NAME_UNKNOWN}
     */
    ModelName find(String namespace, String name) {
        ModelName exact = new ModelName(namespace, name);
        if (catalog.isModel(exact)) {
            return exact;
        }
        List<ModelName> alike = alike(exact);
        if (alike.size() != 1) {
            throw OciError.noModel(exact, alike);
        }
        return alike.getFirst();
    }

    private List<ModelName> alike(ModelName name) {
        return jdbc.sql("""
                        select namespace, name from model
                         where lower(namespace) = lower(:namespace) and lower(name) = lower(:name) order by namespace, name
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .query((row, _) -> new ModelName(row.getString("namespace"), row.getString("name")))
                .list();
    }
}
