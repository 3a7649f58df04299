package io.graft.cli;

import io.graft.core.adapter.AdapterConfig;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.checkpoint.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a model says of where it came from: an adapter's config, and its card. What cannot be read says nothing.
 *
 * @param kind of the model
 * @param bases what it was made from, as it calls them
 */
record HubCard(Push.Kind kind, Set<String> bases) {
    static HubCard read(Path folder) throws IOException {
        ModelCard card = card(folder.resolve(ModelCard.FILE));
        Set<String> bases = new LinkedHashSet<>();
        Path config = folder.resolve(AdapterConfig.FILE);
        boolean adapter = Files.exists(config);
        if (adapter) {
            bases.add(ConfigFile.read(config).path("base_model_name_or_path").asString(""));
        }
        bases.addAll(card.bases());
        bases.removeIf(String::isBlank);
        Push.Kind whole = card.isMerge() ? Push.Kind.MERGED : Push.Kind.BASE;
        return new HubCard(adapter ? Push.Kind.ADAPTER : whole, bases);
    }

    private static ModelCard card(Path readme) throws IOException {
        return Files.exists(readme) ? ModelCard.read(Files.newInputStream(readme)) : new ModelCard(Map.of());
    }
}
