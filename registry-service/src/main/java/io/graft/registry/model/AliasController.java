package io.graft.registry.model;

import io.graft.core.GraftException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves aliases by compare-and-set: only who knows where an alias stands may move it. */
@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/aliases/{alias}")
class AliasController {
    private final Models models;
    private final Catalog catalog;
    private final JdbcClient jdbc;
    private final Clock clock;

    AliasController(Models models, Catalog catalog, JdbcClient jdbc, Clock clock) {
        this.models = models;
        this.catalog = catalog;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Target(int version) {}

    record AliasView(String alias, int version) {}

    @GetMapping
    ResponseEntity<AliasView> show(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String alias) {
        Model model = model(namespace, name);
        return answer(alias, current(model, alias).orElseThrow(() -> missing(model, alias)));
    }

    @PutMapping
    @Transactional
    public ResponseEntity<AliasView> move(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String alias,
            @RequestBody Target target,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        Model model = model(namespace, name);
        String known = new Alias(alias).name();
        requireReady(model, target.version());
        boolean moved = ifMatch == null
                ? create(model, known, target.version(), ifNoneMatch)
                : move(model, known, target.version(), expected(ifMatch));
        if (!moved) {
            throw overtaken(model, alias);
        }
        return answer(alias, target.version());
    }

    private boolean create(Model model, String alias, int number, @Nullable String ifNoneMatch) {
        if (!"*".equals(ifNoneMatch)) {
            throw new GraftException(
                    ModelError.ALIAS_CONDITION_MISSING,
                    "If-Match",
                    "An alias moves only for who says where it stands",
                    "Send If-Match: \"<number>\" to move it, or If-None-Match: * to create it.");
        }
        return jdbc.sql("""
                        insert into alias (model_id, name, number, moved_at) values (:model, :alias, :number, :now)
                        on conflict (model_id, name) do nothing
                        """)
                        .param("model", model.id())
                        .param("alias", alias)
                        .param("number", number)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private boolean move(Model model, String alias, int number, int expected) {
        return jdbc.sql("""
                        update alias set number = :number, moved_at = :now
                         where model_id = :model and name = :alias and number = :expected
                        """)
                        .param("model", model.id())
                        .param("alias", alias)
                        .param("number", number)
                        .param("expected", expected)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private Optional<Integer> current(Model model, String alias) {
        return jdbc.sql("select number from alias where model_id = :model and name = :alias")
                .param("model", model.id())
                .param("alias", alias)
                .query(Integer.class)
                .optional();
    }

    private void requireReady(Model model, int number) {
        catalog.clean(catalog.find(new VersionReference(model.name(), Integer.toString(number))));
    }

    private Model model(String namespace, String name) {
        ModelName model = new ModelName(namespace, name);
        return models.findByName(model).orElseThrow(() -> Catalog.missing(model));
    }

    private static int expected(String ifMatch) {
        String number = ifMatch.replace("\"", "");
        if (!number.matches("[0-9]{1,9}")) {
            throw new GraftException(
                    ModelError.ALIAS_CONDITION_MISSING,
                    "If-Match",
                    "%s is not the number of a version".formatted(ifMatch),
                    "Send If-Match: \"<number>\" with the number at which the alias stands.");
        }
        return Integer.parseInt(number);
    }

    private GraftException overtaken(Model model, String alias) {
        String stands = current(model, alias).map("it stands at %d"::formatted).orElse("there is none yet");
        return new GraftException(
                ModelError.ALIAS_MOVED,
                "alias",
                "%s of %s is not where you said: %s".formatted(alias, model.name(), stands),
                "Decide again, knowing where it stands.");
    }

    private static GraftException missing(Model model, String alias) {
        return new GraftException(
                ModelError.ALIAS_NOT_FOUND,
                "alias",
                "%s has no alias %s".formatted(model.name(), alias),
                "Create it with PUT and If-None-Match: *.");
    }

    private static ResponseEntity<AliasView> answer(String alias, int number) {
        return ResponseEntity.ok().eTag("\"" + number + "\"").body(new AliasView(alias, number));
    }
}
