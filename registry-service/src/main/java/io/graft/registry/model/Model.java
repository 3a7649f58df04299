package io.graft.registry.model;

import io.graft.core.GraftException;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A name under which versions appear. It hands out their numbers. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Model {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    @jakarta.persistence.Version
    private @Nullable Long rowVersion;

    @Embedded
    private ModelName name;

    @Enumerated(EnumType.STRING)
    private ModelKind kind;

    private String description;
    private int lastNumber;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Model() {}

    UUID id() {
        return Objects.requireNonNull(id);
    }

    ModelName name() {
        return name;
    }

    ModelKind kind() {
        return kind;
    }

    String description() {
        return description;
    }

    void describe(String text) {
        description = text;
    }

    /** Takes the next number. The caller holds the row's lock. */
    int nextNumber() {
        return ++lastNumber;
    }

    void requireKind(ModelKind expected) {
        if (kind != expected) {
            throw new GraftException(
                    ModelError.MODEL_KIND_MISMATCH,
                    name.toString(),
                    "%s is of kind %s, not %s".formatted(name, kind.word(), expected.word()),
                    "Use another name.");
        }
    }
}
