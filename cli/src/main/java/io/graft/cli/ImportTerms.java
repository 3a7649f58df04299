package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.recipe.Source;
import org.jspecify.annotations.Nullable;

/** What the registry is told of a model that is imported: by its card, unless the order says otherwise. */
record ImportTerms(ImportOrder order, Registry registry, ImportedBase bases) {
    /** @throws GraftException where the registry would refuse it, so that nothing large comes for nothing */
    Registration.Terms of(HubCard card) throws InterruptedException {
        return new Registration.Terms(card.kind().toString(), base(card), null);
    }

    private @Nullable String base(HubCard card) throws InterruptedException {
        Source.Registered given = order.base();
        if (given != null) {
            requireSingleParent(card);
            return registry.version(given).reference();
        }
        return needsBase(card) ? bases.find(order.model(), card.bases()) : null;
    }

    /** A merge has several parents, and the registry records those only of merges that it ran. */
    private boolean needsBase(HubCard card) {
        return switch (card.kind()) {
            case ADAPTER -> true;
            case BASE -> !card.bases().isEmpty() && !order.withoutBase();
            case MERGED -> false;
        };
    }

    private void requireSingleParent(HubCard card) {
        if (card.kind() == Push.Kind.MERGED) {
            throw new GraftException(
                    ImportError.IMPORT_BASE_UNEXPECTED,
                    order.source().toString(),
                    "Its card says that it was merged, so that it has no single base",
                    "Leave --base out.");
        }
    }
}
