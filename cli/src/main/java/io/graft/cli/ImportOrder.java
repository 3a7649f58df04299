package io.graft.cli;

import io.graft.core.recipe.Source;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to import, and where to.
 *
 * @param base the version it was made from; null for what the model itself says
 * @param withoutBase whether whole weights get no base whatever they say
 * @param cache where files are kept
 */
record ImportOrder(
        HubName source, ModelName model, Source.@Nullable Registered base, boolean withoutBase, Path cache) {}
