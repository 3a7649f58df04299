package io.graft.registry.model;

import io.graft.core.GraftException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Moves aliases by compare-and-set: only who knows where an alias stands may move it. */
@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/aliases")
class AliasController {
    private final Models models;
    private final Aliases aliases;
    private final AliasRows rows;

    AliasController(Models models, Aliases aliases, AliasRows rows) {
        this.models = models;
        this.aliases = aliases;
        this.rows = rows;
    }

    /** @param reason why, for those who read the history */
    record Target(int version, @Nullable String reason) {}

    /** @param to the step after which it stood where it is to stand; the one before the last unless given */
    record Rollback(@Nullable Integer to, @Nullable String reason) {}

    record AliasView(String alias, int version, int step, boolean isProtected) {}

    @GetMapping
    List<AliasView> list(@PathVariable String namespace, @PathVariable String name) {
        Model model = model(namespace, name);
        return rows.names(model).stream()
                .flatMap(alias -> rows.standing(model, alias).map(standing -> view(alias, standing)).stream())
                .toList();
    }

    @GetMapping("/{alias}")
    ResponseEntity<AliasView> show(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String alias) {
        Model model = model(namespace, name);
        return answer(alias, rows.standing(model, alias).orElseThrow(() -> missing(model, alias)));
    }

    @PutMapping("/{alias}")
    ResponseEntity<AliasView> move(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String alias,
            @RequestBody Target target,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        ModelName model = new ModelName(namespace, name);
        String known = new Alias(alias).name();
        int expected = ifMatch == null ? none(ifNoneMatch) : step(ifMatch);
        aliases.move(Move.byHand(model, known, expected, target.version(), reason(target.reason())));
        return show(namespace, name, alias);
    }

    /** Its moves, the newest first. */
    @GetMapping("/{alias}/history")
    Page<AliasMove> history(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String alias,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Model model = model(namespace, name);
        int size = Page.limit(limit);
        List<AliasMove> moves = rows.moves(model, alias, before(Cursor.parse(cursor)), size + 1);
        return Page.of(moves, size, move -> new Cursor(Integer.toString(move.step())));
    }

    /** Takes it back to where it stood before, also where it is protected: what stood there had passed. */
    @PostMapping("/{alias}/rollback")
    ResponseEntity<AliasView> rollBack(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String alias,
            @RequestBody Rollback back,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ModelName model = new ModelName(namespace, name);
        int expected = ifMatch == null ? none(null) : step(ifMatch);
        aliases.rollBack(model, alias, expected, Optional.ofNullable(back.to()), reason(back.reason()));
        return show(namespace, name, alias);
    }

    /** From now on only releases move it. It need not exist yet. */
    @PutMapping("/{alias}/protection")
    void protect(@PathVariable String namespace, @PathVariable String name, @PathVariable String alias) {
        aliases.protect(new ModelName(namespace, name), alias, true);
    }

    @DeleteMapping("/{alias}/protection")
    void free(@PathVariable String namespace, @PathVariable String name, @PathVariable String alias) {
        aliases.protect(new ModelName(namespace, name), alias, false);
    }

    private Model model(String namespace, String name) {
        ModelName model = new ModelName(namespace, name);
        return models.findByName(model).orElseThrow(() -> Catalog.missing(model));
    }

    private static String reason(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    private static int before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? Integer.MAX_VALUE : Integer.parseInt(cursor.after());
        } catch (NumberFormatException e) {
            throw Cursor.malformed(e);
        }
    }

    private static int none(@Nullable String ifNoneMatch) {
        if (!"*".equals(ifNoneMatch)) {
            throw unconditional(
                    "An alias moves only for who says where it stands",
                    "Send If-Match with the ETag of the alias to move it, or If-None-Match: * to create it.");
        }
        return 0;
    }

    private static int step(String ifMatch) {
        String step = ifMatch.replace("\"", "");
        if (!step.matches("[0-9]{1,9}")) {
            throw unconditional(
                    "%s is not the ETag of an alias".formatted(ifMatch),
                    "Send If-Match: \"<step>\" with the step at which the alias stands.");
        }
        return Integer.parseInt(step);
    }

    private static GraftException unconditional(String what, String remedy) {
        return new GraftException(ModelError.ALIAS_CONDITION_MISSING, "If-Match", what, remedy);
    }

    private static GraftException missing(Model model, String alias) {
        return new GraftException(
                ModelError.ALIAS_NOT_FOUND,
                "alias",
                "%s has no alias %s".formatted(model.name(), alias),
                "Create it with PUT and If-None-Match: *.");
    }

    private static AliasView view(String alias, Aliases.Standing standing) {
        return new AliasView(alias, standing.number(), standing.step(), standing.isProtected());
    }

    private static ResponseEntity<AliasView> answer(String alias, Aliases.Standing standing) {
        return ResponseEntity.ok().eTag("\"" + standing.step() + "\"").body(view(alias, standing));
    }
}
