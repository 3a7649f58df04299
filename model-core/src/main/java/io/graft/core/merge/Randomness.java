package io.graft.core.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.kernel.Operand;
import io.graft.core.method.Draws;
import io.graft.core.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Keys the random numbers of a merge by the recipe's seed, the tensor's name and the content of what a model brings: not by paths,
 * threads or the order of models.
 */
final class Randomness {
    private Randomness() {}

    static Draws of(Recipe recipe, String tensor, Operand operand, TensorDigests digests) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update((recipe.seed() + "\n" + tensor + "\n").getBytes(StandardCharsets.UTF_8));
        operand.content()
                .forEach(part -> sha256.update(digests.of(part).sha256().hex().getBytes(StandardCharsets.UTF_8)));
        String hex = Digest.of(sha256).hex();
        return new Draws(word(hex, 0), word(hex, 1));
    }

    private static long word(String hex, int index) {
        return Long.parseUnsignedLong(hex, 16 * index, 16 * index + 16, 16);
    }
}
