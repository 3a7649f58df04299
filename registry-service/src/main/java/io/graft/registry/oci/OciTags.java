package io.graft.registry.oci;

import io.graft.registry.model.ModelName;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By which tags a model can be pulled: its versions' numbers, its aliases and {@code latest}. */
@Component
class OciTags {
    private final JdbcClient jdbc;

    OciTags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Tags in the order that OCI prescribes, capital or not.
     *
     * @param last only those after this one; empty from the beginning
     */
    List<String> after(ModelName model, String last, int limit) {
        return jdbc.sql("""
                        with usable as (
                            select v.model_id, v.number from version v join model m on m.id = v.model_id
                             where m.namespace = :namespace and m.name = :name and v.state = 'READY'
                               and not exists (select from withdrawn_version w where w.version_id = v.id)
                        ), tag as (
                            select number::text as name from usable
                             union all
                            select a.name from alias a join usable using (model_id, number)
                             union all
                            select 'latest' where exists (select from usable)
                        )
                        select name from tag
                         where (lower(name) collate "C", name collate "C") > (lower(:last) collate "C", :last collate "C")
                         order by lower(name) collate "C", name collate "C"
                         limit :limit
                        """)
                .param("namespace", model.namespace())
                .param("name", model.name())
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> row.getString("name"))
                .list();
    }
}
