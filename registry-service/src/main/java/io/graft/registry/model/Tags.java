package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.registry.access.Audit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people write on models, such as {@code license: mit}: release rules select by it, and gates read the licence there. */
@Component
public class Tags {
    private static final int MOST = 50;
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]{1,500}");

    private final Models models;
    private final Audit audit;
    private final JdbcClient jdbc;

    Tags(Models models, Audit audit, JdbcClient jdbc) {
        this.models = models;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /**
     * Writes a tag, in place of the one of that key if there is one.
     *
     * @throws GraftException {@link ModelError#TAG_MALFORMED}, {@link ModelError#TOO_MANY_TAGS} or {@link ModelError#MODEL_NOT_FOUND}
     */
    @Transactional
    public void write(ModelName name, String key, String value) {
        requireForm(KEY, "key", key, "Begin with a letter, and use up to 64 letters, digits and . _ -");
        requireForm(VALUE, "value", value, "Write 1 to 500 characters in one line.");
        Model model = locked(name);
        Optional<String> before = value(model, key);
        if (before.isEmpty() && count(model) >= MOST) {
            throw new GraftException(
                    ModelError.TOO_MANY_TAGS,
                    "key",
                    "%s has %d tags".formatted(name, MOST),
                    "Take one off before another comes on.");
        }
        jdbc.sql("update model set tags = tags || jsonb_build_object(:key::text, :value::text) where id = :id")
                .param("key", key)
                .param("value", value)
                .param("id", model.id())
                .update();
        audit.record(
                "model.tag",
                name.toString(),
                before.map(old -> Map.of(key, old)).orElse(null),
                Map.of(key, value));
    }

    /** Takes a tag off; one that is not there is off already. */
    @Transactional
    public void erase(ModelName name, String key) {
        Model model = locked(name);
        Optional<String> before = value(model, key);
        if (before.isPresent()) {
            jdbc.sql("update model set tags = tags - :key::text where id = :id")
                    .param("key", key)
                    .param("id", model.id())
                    .update();
            audit.record("model.tag", name.toString(), Map.of(key, before.get()), null);
        }
    }

    private Model locked(ModelName name) {
        return models.findLockedByName(name).orElseThrow(() -> Catalog.missing(name));
    }

    private Optional<String> value(Model model, String key) {
        return jdbc.sql("select tags ->> :key from model where id = :id and tags ->> :key is not null")
                .param("key", key)
                .param("id", model.id())
                .query(String.class)
                .optional();
    }

    private int count(Model model) {
        return jdbc.sql("select count(*) from model, jsonb_object_keys(tags) where id = :id")
                .param("id", model.id())
                .query(Integer.class)
                .single();
    }

    private static void requireForm(Pattern form, String field, @Nullable String text, String remedy) {
        if (text == null || !form.matcher(text).matches()) {
            throw new GraftException(
                    ModelError.TAG_MALFORMED, field, "This is not the %s of a tag".formatted(field), remedy);
        }
    }
}
