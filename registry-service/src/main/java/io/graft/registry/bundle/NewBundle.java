package io.graft.registry.bundle;

import io.graft.registry.model.ModelName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to serve together.
 *
 * @param name {@code namespace/name} of the bundle
 * @param base {@code namespace/name@version-or-alias}
 */
public record NewBundle(ModelName name, @Nullable String description, String base, List<Member> adapters) {
    private static final int MOST = 256;

    /** Part of the name in requests, and between other things on a command line. */
    private static final Pattern TASK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /**
     * An adapter and what it is for.
     *
     * @param task that it serves; part of the name by which requests ask for it
     * @param adapter {@code namespace/name@version-or-alias}
     */
    public record Member(String task, String adapter) {
        public Member {
            if (!TASK.matcher(task).matches()) {
                throw BundleError.BUNDLE_INVALID.at(
                        "task",
                        "\"%s\" is not the name of a task".formatted(task),
                        "Use letters, digits and _ . - only.");
            }
        }
    }

    public NewBundle {
        adapters = List.copyOf(adapters);
        if (adapters.isEmpty() || adapters.size() > MOST) {
            throw BundleError.BUNDLE_INVALID.at(
                    "adapters",
                    "The bundle has %d adapters".formatted(adapters.size()),
                    "Name 1 to %d.".formatted(MOST));
        }
        Set<String> tasks = new HashSet<>();
        for (Member member : adapters) {
            if (!tasks.add(member.task())) {
                throw BundleError.BUNDLE_INVALID.at(
                        "adapters", "Two adapters serve %s".formatted(member.task()), "Give each task one adapter.");
            }
        }
    }

    String describedAs() {
        return Objects.requireNonNullElse(description, "");
    }
}
