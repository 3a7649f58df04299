package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Release rules, written in YAML. */
@RestController
@RequestMapping("/api/v1/release-rules")
class RuleController {
    private final Rules rules;
    private final Rehearsal rehearsal;
    private final Catalog catalog;

    RuleController(Rules rules, Rehearsal rehearsal, Catalog catalog) {
        this.rules = rules;
        this.rehearsal = rehearsal;
        this.catalog = catalog;
    }

    /** @param number how often it was written; its ETag */
    record RuleView(String name, int number, boolean enabled, String document, String actor, Instant createdAt) {
        static RuleView of(Rules.Written rule) {
            return new RuleView(
                    rule.name().toString(),
                    rule.number(),
                    rule.enabled(),
                    rule.document(),
                    rule.actor(),
                    rule.createdAt());
        }
    }

    record Checked(ModelName name) {}

    /** @param version that would be released */
    record DryRun(String version) {}

    @GetMapping
    Page<RuleView> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        int size = Page.limit(limit);
        List<RuleView> found = rules.list(Cursor.parse(cursor).after(), size + 1).stream()
                .map(RuleView::of)
                .toList();
        return Page.of(found, size, rule -> new Cursor(rule.name()));
    }

    /** Says whether a rule could be written as it is, and writes nothing. */
    @PostMapping(
            path = "/check",
            consumes = {"application/yaml", "text/yaml", MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_JSON_VALUE})
    Checked check(@RequestBody String document) {
        return new Checked(rules.check(document).name());
    }

    @GetMapping("/{namespace}/{name}")
    ResponseEntity<RuleView> show(@PathVariable String namespace, @PathVariable String name) {
        return answer(HttpStatus.OK, rules.required(new ModelName(namespace, name)));
    }

    /** Writes it, or writes it anew with {@code If-Match} and the number that it has. */
    @PutMapping(
            path = "/{namespace}/{name}",
            consumes = {"application/yaml", "text/yaml", MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<RuleView> write(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestBody String document,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        int expected = number(ifMatch);
        return answer(
                expected == 0 ? HttpStatus.CREATED : HttpStatus.OK,
                rules.write(new ModelName(namespace, name), document, expected));
    }

    /** From now on nothing sets it off. What it was stays readable. */
    @DeleteMapping("/{namespace}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        rules.disable(new ModelName(namespace, name), number(ifMatch));
    }

    /** Says what a run would do, and does nothing. */
    @PostMapping("/{namespace}/{name}/dry-run")
    Rehearsal.Plan rehearse(@PathVariable String namespace, @PathVariable String name, @RequestBody DryRun wanted) {
        return rehearsal.of(rules.required(new ModelName(namespace, name)), catalog.resolve(wanted.version()));
    }

    /** 0 where there should be none yet. */
    private static int number(@Nullable String ifMatch) {
        String number = Objects.requireNonNullElse(ifMatch, "0").replace("\"", "");
        if (!number.matches("[0-9]{1,9}")) {
            throw new GraftException(
                    ReleaseError.RULE_CHANGED,
                    HttpHeaders.IF_MATCH,
                    "%s is not the ETag of a rule".formatted(ifMatch),
                    "Send If-Match with the number that the rule has.");
        }
        return Integer.parseInt(number);
    }

    private static ResponseEntity<RuleView> answer(HttpStatus status, Rules.Written rule) {
        return ResponseEntity.status(status).eTag("\"" + rule.number() + "\"").body(RuleView.of(rule));
    }
}
