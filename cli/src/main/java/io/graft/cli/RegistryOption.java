package io.graft.cli;

import io.graft.core.recipe.Source;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which registry to talk to. */
final class RegistryOption {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:GRAFT_REGISTRY:-http://localhost:8080}",
            description =
                    "The registry, or a gateway in front of it. Default: $GRAFT_REGISTRY, else http://localhost:8080.")
    private URI address;

    Registry connect() {
        return new Registry(address);
    }

    Releases releases() {
        return new Releases(address);
    }

    AliasHistory aliasHistory(Source.Registered alias) {
        return new AliasHistory(new RegistryConnection(address), alias);
    }

    Catalogue catalogue() {
        return new Catalogue(new RegistryConnection(address));
    }

    VersionStorage versionStorage() {
        return new VersionStorage(new RegistryConnection(address));
    }

    Withdrawals withdrawals() {
        return new Withdrawals(new RegistryConnection(address));
    }
}
