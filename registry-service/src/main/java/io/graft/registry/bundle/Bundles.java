package io.graft.registry.bundle;

import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.registry.access.Audit;
import io.graft.registry.gate.GateReference;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Gates;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adapters that are served unmerged. */
@Component
public class Bundles {
    private final BundleStore store;
    private final BundleVerdicts verdicts;
    private final Gates gates;
    private final Catalog catalog;
    private final Adviser adviser;
    private final Audit audit;

    Bundles(BundleStore store, BundleVerdicts verdicts, Gates gates, Catalog catalog, Adviser adviser, Audit audit) {
        this.store = store;
        this.verdicts = verdicts;
        this.gates = gates;
        this.catalog = catalog;
        this.adviser = adviser;
        this.audit = audit;
    }

    /** @param isNew false if a version with the same content was there */
    record Kept(Bundle bundle, boolean isNew) {}

    /**
     * Keeps the next version of a bundle, unless there is one with the same content, and gives it back.
     *
     * @throws GraftException with a {@link BundleError} if its parts do not belong together
     */
    @Transactional
    public Bundle keep(NewBundle bundle) {
        return add(bundle).bundle();
    }

    /**
     * The bundle that {@code namespace/name@number-or-alias} names at this moment.
     *
     * @throws GraftException {@link BundleError#BUNDLE_NOT_FOUND}
     */
    public Bundle find(String reference) {
        return store.find(reference);
    }

    /** Judges each adapter on the bundle's base by a gate, in the caller's transaction. The bundle passes if all of them do. */
    @Transactional
    public BundleVerdict judge(Bundle bundle, GateReference gate, Set<String> approvedRoles) {
        Map<String, GateVerdict> judged = new LinkedHashMap<>();
        pinned(bundle)
                .adapters()
                .forEach((task, adapter) -> judged.put(task, gates.judge(gate.id(), adapter, approvedRoles)));
        return verdicts.keep(bundle, gate, judged);
    }

    /**
     * Whether adapters had better be served unmerged.
     *
     * @param findings of the merge
     * @param verdict that stopped the merge, if one did
     */
    public Advice recommend(
            PinnedVersion base, List<PinnedVersion> adapters, List<Finding> findings, @Nullable GateVerdict verdict) {
        return adviser.recommend(base, adapters, findings, verdict);
    }

    @Transactional
    Kept add(NewBundle wanted) {
        Map<String, PinnedVersion> adapters = new TreeMap<>();
        wanted.adapters().forEach(member -> adapters.put(member.task(), clean(member.adapter())));
        PinnedBundle pinned = PinnedBundle.of(clean(wanted.base()), adapters);
        store.lock(wanted.name());
        return store.same(wanted.name(), pinned.digest())
                .map(same -> new Kept(same, false))
                .orElseGet(() -> new Kept(recorded(store.insert(wanted, pinned)), true));
    }

    /** The verdicts on it, the newest first. */
    List<BundleVerdict> verdicts(Bundle bundle) {
        return verdicts.of(bundle, gates);
    }

    /** What was withdrawn is not served either. */
    private PinnedVersion clean(String reference) {
        return catalog.clean(catalog.resolve(reference).id());
    }

    /** What the bundle consists of, all of which must still be ready, and not withdrawn. */
    PinnedBundle pinned(Bundle bundle) {
        Map<String, PinnedVersion> adapters = new TreeMap<>();
        bundle.adapters()
                .forEach(member -> adapters.put(
                        member.task(), catalog.clean(member.adapter().id())));
        return PinnedBundle.of(catalog.clean(bundle.base().id()), adapters);
    }

    private Bundle recorded(Bundle bundle) {
        audit.record("bundle.keep", "bundle " + bundle.reference(), null, Map.of("digest", bundle.digest()));
        return bundle;
    }
}
