package io.graft.core.score;

import io.graft.core.suite.Item;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import io.graft.core.suite.Target;
import java.util.List;
import java.util.Map;

/** Documents for tests. */
final class Items {
    private static final Item.Hashes HASHES = new Item.Hashes("", "", "");

    private Items() {}

    static Item text(String gold) {
        return new Item(
                0,
                Map.of(),
                new Target.Texts(List.of(gold), false),
                gold,
                List.of(),
                List.of(new Request.Generation("", List.of(), 1, new Sampling.Greedy())),
                HASHES);
    }

    static Item choice(int gold, String... choices) {
        return new Item(
                0,
                Map.of(),
                new Target.Choices(List.of(gold)),
                Integer.toString(gold),
                List.of(choices),
                List.of(choices).stream()
                        .<Request>map(choice -> new Request.Likelihood("", choice))
                        .toList(),
                HASHES);
    }
}
