package io.graft.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings a commit of a repository into a registry: fetched and verified, registered, and with what it came from. */
final class HubImport {
    private final HubConnection hub;
    private final Registry registry;
    private final Catalogue catalogue;
    private final Terminal terminal;

    HubImport(HubConnection hub, Registry registry, Catalogue catalogue, Terminal terminal) {
        this.hub = hub;
        this.registry = registry;
        this.catalogue = catalogue;
        this.terminal = terminal;
    }

    /**
     * What to bring, and where to.
     *
     * @param base the version it was made from; null for what the model itself says
     * @param withoutBase whether whole weights get no base whatever they say
     * @param cache where files are kept
     */
    record Order(HubName source, ModelName model, @Nullable String base, boolean withoutBase, Path cache) {}

    /** Returns the version once the registry has verified its bytes, ready or rejected. */
    Registry.Version run(Order order) throws IOException, InterruptedException {
        ImportOrigin origin = new ImportOrigin(registry, catalogue.models());
        origin.requireFree(order.model(), order.source().repository());
        HubRepository repository =
                new HubRepository(hub, HubAttempts.PATIENT, order.source().repository());
        String commit = repository.commit(order.source().revision());
        HubSelection selection = HubSelection.of(repository.name(), repository.files(commit));
        tell(order, commit, selection);
        Registry.Version version;
        try (HubCache cache = HubCache.claim(folder(order, commit))) {
            version = register(order, repository, commit, selection, cache, origin);
        }
        if (version.state().equals("READY")) {
            origin.record(order.model(), repository.name(), commit);
        }
        return version;
    }

    private Registry.Version register(
            Order order,
            HubRepository repository,
            String commit,
            HubSelection selection,
            HubCache cache,
            ImportOrigin origin)
            throws IOException, InterruptedException {
        tellWhatIsHere(selection, cache);
        try (ProgressBar bar = new ProgressBar(terminal)) {
            HubRetrieval retrieval = new HubRetrieval(hub, repository, commit, cache, bar);
            retrieval.fetch(selection.descriptions());
            Registration.Terms terms = terms(order, HubCard.read(cache.files()), origin);
            retrieval.fetch(selection.kept());
            cache.keepOnly(selection.kept());
            return new Registration(registry, bar).register(cache.files(), order.model(), terms);
        }
    }

    /** Known before the weights are fetched: what cannot be registered would come for nothing. */
    private Registration.Terms terms(Order order, HubCard card, ImportOrigin origin) throws InterruptedException {
        String base =
                switch (card.kind()) {
                    case ADAPTER -> base(order, card, origin);
                    case BASE ->
                        card.bases().isEmpty() || order.withoutBase() ? order.base() : base(order, card, origin);
                    case MERGED -> order.base();
                };
        return new Registration.Terms(card.kind().toString(), base, null);
    }

    private String base(Order order, HubCard card, ImportOrigin origin) throws InterruptedException {
        String base = order.base();
        return base == null
                ? new ImportedBase(catalogue, origin).find(order.model(), card.bases())
                : registry.version(new VersionName().convert(base)).reference();
    }

    private Path folder(Order order, String commit) {
        return order.cache()
                .resolve(hub.label())
                .resolve(order.source().repository())
                .resolve(commit);
    }

    private void tell(Order order, String commit, HubSelection selection) {
        terminal.err()
                .println("%s is commit %s: %d files, %s"
                        .formatted(order.source(), commit, selection.kept().size(), new ByteCount(selection.size())));
        selection.leftOut().forEach((why, names) -> terminal.err()
                .println("left out, as it %s: %s".formatted(why, HubSelection.listed(names))));
    }

    private void tellWhatIsHere(HubSelection selection, HubCache cache) throws IOException {
        long here = 0;
        for (HubFile file : selection.kept()) {
            here += cache.here(file);
        }
        if (here > 0) {
            terminal.err()
                    .println("going on where an earlier import stopped: %s of %s are here"
                            .formatted(new ByteCount(here), new ByteCount(selection.size())));
        }
    }
}
