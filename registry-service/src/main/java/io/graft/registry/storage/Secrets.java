package io.graft.registry.storage;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys that the registry made for itself. All registries on one database share them. */
@Component
class Secrets {
    private static final int LENGTH = 32;
    private final JdbcClient jdbc;

    Secrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key of that name, made on first use. */
    byte[] named(String name) {
        byte[] fresh = new byte[LENGTH];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into secret (name, value) values (:name, :value) on conflict (name) do nothing")
                .param("name", name)
                .param("value", fresh)
                .update();
        return jdbc.sql("select value from secret where name = :name")
                .param("name", name)
                .query(byte[].class)
                .single();
    }
}
