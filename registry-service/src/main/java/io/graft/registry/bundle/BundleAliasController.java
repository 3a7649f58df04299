package io.graft.registry.bundle;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Releases bundles: an alias moves only with a verdict that says PASS, and only for who knows where it stands. */
@RestController
@RequestMapping("/api/v1/bundles/{namespace}/{name}/aliases/{alias}")
class BundleAliasController {
    private final Bundles bundles;
    private final BundleVerdicts verdicts;
    private final BundleAliases aliases;

    BundleAliasController(Bundles bundles, BundleVerdicts verdicts, BundleAliases aliases) {
        this.bundles = bundles;
        this.verdicts = verdicts;
        this.aliases = aliases;
    }

    /**
     * Where to move it.
     *
     * @param number of the bundle's version
     * @param verdict on that version, which must be PASS
     */
    record Target(int number, UUID verdict) {}

    @GetMapping
    ResponseEntity<BundleAliases.Standing> show(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String alias) {
        ModelName bundle = new ModelName(namespace, name);
        return answer(aliases.standing(bundle, alias)
                .orElseThrow(() -> BundleError.BUNDLE_ALIAS_NOT_FOUND.at(
                        "alias",
                        "%s has no alias %s".formatted(bundle, alias),
                        "Create it with PUT and If-None-Match: *.")));
    }

    /** Every move, the newest first. */
    @GetMapping("/history")
    List<BundleAliases.Move> history(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String alias) {
        return aliases.history(new ModelName(namespace, name), alias);
    }

    /** What was withdrawn since it was judged is not released. */
    @PutMapping
    @Transactional
    public ResponseEntity<BundleAliases.Standing> move(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String alias,
            @RequestBody Target target,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        Bundle bundle = bundles.find(BundleController.reference(namespace, name, Integer.toString(target.number())));
        verdicts.requirePassed(bundle, target.verdict());
        bundles.pinned(bundle);
        int expected = ifMatch == null && "*".equals(ifNoneMatch) ? 0 : expected(ifMatch);
        return answer(aliases.move(bundle, alias, target.verdict(), expected));
    }

    private static int expected(@Nullable String ifMatch) {
        String step = ifMatch == null ? "" : ifMatch.replace("\"", "");
        if (!step.matches("[1-9][0-9]{0,8}")) {
            throw new GraftException(
                    BundleError.BUNDLE_ALIAS_CONDITION_MISSING,
                    "If-Match",
                    "An alias moves only for who says where it stands",
                    "Send If-Match with the ETag of the alias, or If-None-Match: * to create it.");
        }
        return Integer.parseInt(step);
    }

    private static ResponseEntity<BundleAliases.Standing> answer(BundleAliases.Standing standing) {
        return ResponseEntity.ok().eTag("\"" + standing.step() + "\"").body(standing);
    }
}
