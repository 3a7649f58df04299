package io.graft.cli;

import java.io.IOException;
import java.nio.file.Path;

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

    /** Returns the version once the registry has verified its bytes, ready or rejected. */
    Registry.Version run(ImportOrder order) throws IOException, InterruptedException {
        String repository = order.source().repository();
        ImportOrigin origin = new ImportOrigin(registry, catalogue.models());
        origin.requireFree(order.model(), repository);
        HubCommit commit = HubCommit.find(hub, order.source());
        tell(order.source(), commit);
        ImportTerms terms = new ImportTerms(order, registry, new ImportedBase(catalogue, origin));
        Registry.Version version = register(order, commit, terms);
        if (version.state().equals("READY")) {
            origin.record(order.model(), repository, commit.sha());
        }
        return version;
    }

    private Registry.Version register(ImportOrder order, HubCommit commit, ImportTerms terms)
            throws IOException, InterruptedException {
        try (HubCache cache = HubCache.claim(folder(order, commit));
                ProgressBar bar = new ProgressBar(terminal)) {
            cache.keepOnly(commit.selection().kept());
            tellWhatIsHere(commit.selection(), cache);
            HubRetrieval retrieval = new HubRetrieval(commit, cache, bar);
            retrieval.fetch(commit.selection().descriptions());
            HubCard card = HubCard.read(cache.files());
            Registration.Terms agreed = terms.of(card);
            tellParents(card);
            retrieval.fetch(commit.selection().kept());
            return new Registration(registry, bar).register(cache.files(), order.model(), agreed);
        }
    }

    private Path folder(ImportOrder order, HubCommit commit) {
        return order.cache()
                .resolve(hub.label())
                .resolve(order.source().repository())
                .resolve(commit.sha());
    }

    private void tell(HubName source, HubCommit commit) {
        HubSelection selection = commit.selection();
        say("%s is commit %s: %d files, %s"
                .formatted(source, commit.sha(), selection.kept().size(), new ByteCount(selection.size())));
        selection
                .leftOut()
                .forEach((why, names) -> say("left out, as it %s: %s".formatted(why, HubSelection.listed(names))));
    }

    private void tellWhatIsHere(HubSelection selection, HubCache cache) throws IOException {
        long here = 0;
        for (HubFile file : selection.kept()) {
            here += cache.here(file);
        }
        if (here == selection.size()) {
            say("all of it is here from an earlier import");
        } else if (here > 0) {
            say("going on where an earlier import stopped: %s of %s are here"
                    .formatted(new ByteCount(here), new ByteCount(selection.size())));
        }
    }

    private void tellParents(HubCard card) {
        if (card.kind() == Push.Kind.MERGED && !card.bases().isEmpty()) {
            say("merged from %s, says its card; a registry records parents of the merges that it ran itself"
                    .formatted(String.join(", ", card.bases())));
        }
    }

    private void say(String sentence) {
        terminal.err().println(sentence);
    }
}
