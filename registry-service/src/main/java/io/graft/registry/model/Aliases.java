package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves aliases by compare-and-set, and remembers each move. Aliases that are protected are moved by releases only, and taken back
 * by whoever has to in the night.
 */
@Component
public class Aliases {
    private final AliasRows rows;
    private final Models models;
    private final Catalog catalog;
    private final Actors actors;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Aliases(
            AliasRows rows,
            Models models,
            Catalog catalog,
            Actors actors,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.models = models;
        this.catalog = catalog;
        this.actors = actors;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Where an alias stands.
     *
     * @param step how often it was moved
     * @param isProtected whether only releases move it
     */
    public record Standing(int number, int step, boolean isProtected) {}

    /** Empty where the model has no alias of that name. */
    public Optional<Standing> find(ModelName model, String alias) {
        return rows.standing(model(model), alias);
    }

    /** Whether only releases move it, if there is one or not. */
    public boolean isProtected(ModelName model, String alias) {
        return rows.isProtected(model(model), alias);
    }

    /**
     * Moves an alias, or makes it.
     *
     * @throws GraftException {@link ModelError#ALIAS_MOVED} if it does not stand where the wish says, {@link
     *     ModelError#ALIAS_PROTECTED}, {@link
     *     ModelError#VERSION_NOT_FOUND}, {@link ModelError#VERSION_NOT_READY} or {@link ModelError#VERSION_WITHDRAWN}
     */
    @Transactional
    public AliasMove move(Move wish) {
        Model model = model(wish.model());
        catalog.clean(catalog.find(new VersionReference(wish.model(), Integer.toString(wish.number()))));
        requireMovable(model, wish);
        Optional<Standing> before = rows.lock(model, wish.alias());
        if (before.map(Standing::step).orElse(0) != wish.expectedStep() || !rows.set(model, wish, clock.instant())) {
            throw overtaken(wish, rows.standing(model, wish.alias()));
        }
        return record(model, wish, before);
    }

    /** Takes an alias back to where it stood after an earlier step; to where it stood before its last one if none is named. */
    @Transactional
    public AliasMove rollBack(ModelName name, String alias, int expectedStep, Optional<Integer> toStep, String reason) {
        int to = toStep.orElse(expectedStep - 1);
        int number = rows.numberAt(model(name), alias, to).orElseThrow(() -> noStep(name, alias, to));
        return move(Move.back(name, alias, expectedStep, number, reason));
    }

    /** Only releases move the alias from now on, or anybody does. */
    @Transactional
    public void protect(ModelName name, String alias, boolean wanted) {
        Model model = model(name);
        String known = new Alias(alias).name();
        boolean before = rows.isProtected(model, known);
        if (before != wanted) {
            rows.protect(model, known, wanted, actors.current().name(), clock.instant());
            audit.record("alias.protect", subject(name, alias), protection(before), protection(wanted));
        }
    }

    private AliasMove record(Model model, Move wish, Optional<Standing> before) {
        AliasMove move = new AliasMove(
                wish.model(),
                wish.alias(),
                wish.expectedStep() + 1,
                before.map(Standing::number).orElse(null),
                wish.number(),
                wish.cause(),
                actors.current().name(),
                wish.reason(),
                wish.run(),
                wish.verdict(),
                clock.instant());
        rows.append(model, move);
        audit.record(
                "alias.move",
                subject(wish.model(), wish.alias()),
                before.map(standing -> Map.of("version", standing.number())).orElse(null),
                Map.of("version", wish.number()));
        events.publishEvent(new AliasMoved(move));
        return move;
    }

    private void requireMovable(Model model, Move wish) {
        if (wish.cause() == AliasMove.Cause.HAND && rows.isProtected(model, wish.alias())) {
            throw new GraftException(
                    ModelError.ALIAS_PROTECTED,
                    "alias",
                    "%s of %s is protected: only releases move it".formatted(wish.alias(), wish.model()),
                    "Release what is to stand there, or roll back to where it stood before.");
        }
    }

    private Model model(ModelName name) {
        return models.findByName(name).orElseThrow(() -> Catalog.missing(name));
    }

    private static Map<String, Boolean> protection(boolean is) {
        return Map.of("protected", is);
    }

    private static String subject(ModelName model, String alias) {
        return model + "@" + alias;
    }

    private static GraftException overtaken(Move wish, Optional<Standing> stands) {
        return new GraftException(
                ModelError.ALIAS_MOVED,
                "alias",
                "%s of %s is not where you said: %s"
                        .formatted(
                                wish.alias(),
                                wish.model(),
                                stands.map(now -> "step %d, version %d".formatted(now.step(), now.number()))
                                        .orElse("there is none yet")),
                "Decide again, knowing where it stands.");
    }

    private static GraftException noStep(ModelName model, String alias, int step) {
        return new GraftException(
                ModelError.ALIAS_STEP_NOT_FOUND,
                "to",
                "%s of %s has no step %d to go back to".formatted(alias, model, step),
                "See its history for the steps it has.");
    }
}
