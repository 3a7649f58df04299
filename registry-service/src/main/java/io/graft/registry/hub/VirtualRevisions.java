package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import io.graft.registry.release.ReleasedVersions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the states of repositories that nobody wrote: of a release there is one. */
@Component
class VirtualRevisions {
    private final Catalog catalog;
    private final ReleasedVersions released;
    private final Pools pools;

    VirtualRevisions(Catalog catalog, ReleasedVersions released, Pools pools) {
        this.catalog = catalog;
        this.released = released;
        this.pools = pools;
    }

    /** @param commit empty for the newest */
    Revision release(RepositoryName.OfRelease name, Optional<String> commit) {
        PinnedVersion version = version(name, name.model(), name.number());
        if (!released.contain(version.id())) {
            throw HubError.noRepository(
                    name.toString(), "%s was not released: graft release %1$s".formatted(version.reference()));
        }
        Revision only = Revision.of(name, version);
        if (commit.filter(other -> !other.equals(only.commit())).isPresent()) {
            throw HubError.noRevision(name.toString(), commit.get());
        }
        return only;
    }

    Revision pool(RepositoryName.OfPool name, Optional<String> commit) {
        PinnedVersion base = version(name, name.base(), name.number());
        if (base.kind() == ModelKind.ADAPTER) {
            throw HubError.noRepository(
                    name.toString(), "%s is an adapter: name its base.".formatted(base.reference()));
        }
        return commit.map(known -> pools.at(name, base, known)).orElseGet(() -> pools.newest(name, base));
    }

    private PinnedVersion version(RepositoryName repository, ModelName model, int number) {
        try {
            return catalog.clean(catalog.find(new VersionReference(model, Integer.toString(number))));
        } catch (GraftException e) {
            throw switch (e.code().name()) {
                case "MODEL_NOT_FOUND", "VERSION_NOT_FOUND", "VERSION_NOT_READY" ->
                    HubError.noRepository(repository.toString(), e.sentence() + ".");
                default -> e;
            };
        }
    }
}
