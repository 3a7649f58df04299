package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One immutable, numbered state of a model, on its way from pending to ready or rejected. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
@Table(name = "version")
class ModelVersion {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    @jakarta.persistence.Version
    private @Nullable Long rowVersion;

    @ManyToOne
    @JoinColumn(name = "model_id")
    private Model model;

    private int number;

    @Enumerated(EnumType.STRING)
    private VersionState state = VersionState.PENDING;

    private Digest digest;
    private long size;
    private @Nullable UUID baseId;
    private @Nullable Digest fingerprint;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String trainingFacts;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String config;

    @JdbcTypeCode(SqlTypes.JSON)
    private String findings = "[]";

    private @Nullable UUID mergeId;
    private @Nullable Digest recipeId;
    private Instant createdAt;
    private Instant touchedAt;
    private @Nullable Instant verifiedAt;
    private @Nullable Instant readyAt;

    @SuppressWarnings("NullAway.Init")
    protected ModelVersion() {}

    ModelVersion(Model model, Manifest manifest, @Nullable UUID baseId, @Nullable TrainingFacts facts, Instant now) {
        this.model = model;
        this.baseId = baseId;
        this.trainingFacts = facts == null ? null : facts.json().toString();
        this.number = model.nextNumber();
        this.digest = manifest.digest();
        this.size = manifest.size();
        this.createdAt = now;
        this.touchedAt = now;
    }

    UUID id() {
        return Objects.requireNonNull(id);
    }

    int number() {
        return number;
    }

    VersionState state() {
        return state;
    }

    String findings() {
        return findings;
    }

    Model model() {
        return model;
    }

    /** How it was trained, as its owner states it: a JSON object. */
    Optional<String> trainingFacts() {
        return Optional.ofNullable(trainingFacts);
    }

    Optional<UUID> baseId() {
        return Optional.ofNullable(baseId);
    }

    ModelKind kind() {
        return model.kind();
    }

    boolean belongsToMerge() {
        return mergeId != null;
    }

    boolean verified() {
        return verifiedAt != null;
    }

    Digest digest() {
        return digest;
    }

    ModelVersion madeBy(UUID merge, Digest recipe) {
        this.mergeId = merge;
        this.recipeId = recipe;
        return this;
    }

    /** What a merge made and had verified waits for the merge, which may take its time. */
    boolean abandonedSince(Instant time) {
        return state == VersionState.PENDING && touchedAt.isBefore(time) && !(belongsToMerge() && verified());
    }

    /** Sees that somebody is still working on it. */
    void touch(Instant now) {
        touchedAt = now;
    }

    /** Another attempt at the same merge made these files. Returns whether they are others. */
    boolean replaceFiles(Manifest manifest, Instant now) {
        requirePending();
        touchedAt = now;
        if (manifest.digest().equals(digest)) {
            return false;
        }
        digest = manifest.digest();
        size = manifest.size();
        verifiedAt = null;
        return true;
    }

    /** Every byte was read back and agreed. A version that belongs to a merge now waits for the merge to be settled. */
    void verify(@Nullable Digest tensors, @Nullable String configuration, String whatWasFound, Instant now) {
        requirePending();
        fingerprint = tensors;
        config = configuration;
        findings = whatWasFound;
        verifiedAt = now;
    }

    void publish(Instant now) {
        requirePending();
        requireVerified();
        state = VersionState.READY;
        readyAt = now;
    }

    void requireVerified() {
        if (verifiedAt == null) {
            throw new GraftException(
                    ModelError.VERSION_NOT_VERIFIED,
                    reference(),
                    "%s was not verified yet".formatted(reference()),
                    "Complete its uploads first.");
        }
    }

    /** It was ready, and is found not to be what it was said to be. */
    void withdraw(String whatWasFound, Instant now) {
        state = VersionState.REJECTED;
        readyAt = null;
        findings = whatWasFound;
        touchedAt = now;
    }

    void reject(String whatWasFound, Instant now) {
        requirePending();
        state = VersionState.REJECTED;
        findings = whatWasFound;
        touchedAt = now;
    }

    String reference() {
        return model.name() + "@" + number;
    }

    void requirePending() {
        if (state != VersionState.PENDING) {
            throw new GraftException(
                    ModelError.VERSION_NOT_PENDING,
                    reference(),
                    "%s is %s and does not change any more".formatted(reference(), state),
                    "Create another version.");
        }
    }
}
