package io.graft.registry.withdrawal;

import io.graft.registry.lineage.Descendant;
import io.graft.registry.lineage.Descendants;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import io.graft.registry.model.VersionReference;
import io.graft.registry.model.Withdrawn;
import io.graft.registry.model.WithdrawnVersions;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class WithdrawalController {
    private static final String VERSION = "/models/{namespace}/{name}/versions/{version}";

    private final Catalog catalog;
    private final WithdrawnVersions withdrawn;
    private final Descendants descendants;
    private final Withdrawals withdrawals;
    private final WithdrawalListing listing;

    WithdrawalController(
            Catalog catalog,
            WithdrawnVersions withdrawn,
            Descendants descendants,
            Withdrawals withdrawals,
            WithdrawalListing listing) {
        this.catalog = catalog;
        this.withdrawn = withdrawn;
        this.descendants = descendants;
        this.withdrawals = withdrawals;
        this.listing = listing;
    }

    record NewWithdrawal(String reason, Withdrawn.Kind kind) {}

    record LiftRequest(String reason) {}

    /**
     * What would be hit if a version was withdrawn.
     *
     * @param downstream what contains it, the nearest first
     */
    record Impact(Descendant version, @Nullable Withdrawn withdrawn, List<Descendant> downstream) {}

    /** @param tainted what contains the version, the nearest first */
    record Extent(WithdrawalView withdrawal, List<Descendant> tainted) {}

    @GetMapping(VERSION + "/impact")
    Impact impact(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        UUID id = find(namespace, name, version);
        List<Descendant> all = descendants.of(id);
        return new Impact(all.getFirst(), withdrawn.find(id).orElse(null), all.subList(1, all.size()));
    }

    /** From now on neither the version nor what contains it is merged, evaluated or fetched by an alias. */
    @PostMapping(VERSION + "/withdraw")
    ResponseEntity<WithdrawalView> withdraw(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestBody NewWithdrawal form) {
        UUID id = withdrawals.withdraw(
                catalog.pinned(find(namespace, name, version)), form.kind(), new Reason(form.reason()));
        return ResponseEntity.created(URI.create("/api/v1/withdrawals/" + id)).body(listing.withdrawal(id));
    }

    @GetMapping("/withdrawals")
    Page<WithdrawalView> list(
            @RequestParam(defaultValue = "false") boolean inForce,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return listing.withdrawals(inForce, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/withdrawals/{id}")
    Extent show(@PathVariable UUID id) {
        return new Extent(listing.withdrawal(id), listing.tainted(id));
    }

    /** Takes it back: what it blocked is free again, unless another withdrawal holds it. */
    @PostMapping("/withdrawals/{id}/lift")
    WithdrawalView lift(@PathVariable UUID id, @RequestBody LiftRequest form) {
        listing.withdrawal(id);
        withdrawals.lift(id, new Reason(form.reason()));
        return listing.withdrawal(id);
    }

    private UUID find(String namespace, String name, String version) {
        return catalog.find(new VersionReference(new ModelName(namespace, name), version));
    }
}
