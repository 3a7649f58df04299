package io.graft.cli;

import io.graft.core.merge.Explanation;
import io.graft.core.preflight.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one recipe of a series is going to do.
 *
 * @param name empty where the recipe has none
 */
record ExplainedStep(String name, Explanation plan, List<Finding> findings) {
    void print(PrintWriter out) {
        if (!name.isEmpty()) {
            out.println("name     " + name);
        }
        out.println("recipe   " + plan.recipe());
        out.println("method   " + plan.method());
        out.println("seed     " + plan.seed());
        plan.tensors().forEach(group -> out.println("  " + line(group)));
        plan.adapters()
                .forEach(adapter -> out.println("adapter  %s on %s, in %d tensors"
                        .formatted(adapter.adapter(), adapter.model(), adapter.tensors())));
        out.println("size     %s in %d %s of weights"
                .formatted(new ByteCount(plan.bytes()), plan.shards(), plan.shards() == 1 ? "file" : "files"));
        out.println("reads    %s".formatted(new ByteCount(plan.bytesRead())));
        out.println("memory   at most %s of blocks".formatted(new ByteCount(plan.memoryBytes())));
        out.println(
                String.format(Locale.ROOT, "time     about %.1f s, an estimate from rough figures", plan.seconds()));
        Findings.print(findings, out);
    }

    private String line(Explanation.Group group) {
        return "%s %s %s ← %s".formatted(group.names(), group.shape(), group.dtype(), origin(group));
    }

    private String origin(Explanation.Group group) {
        String action = group.copied() ? "copy" : plan.method();
        String models = base(group.base())
                + group.models().stream().map(ExplainedStep::model).collect(Collectors.joining(", "));
        return group.parameters().isEmpty()
                ? "%s(%s)".formatted(action, models)
                : "%s(%s; %s)".formatted(action, models, values(group.parameters()));
    }

    private static String base(Explanation.@Nullable ModelUse base) {
        return base == null ? "" : "base@%s, ".formatted(model(base));
    }

    private static String model(Explanation.ModelUse use) {
        String layers = use.layers() == null ? "" : "{" + use.layers() + "}";
        return use.parameters().isEmpty()
                ? use.model() + layers
                : "%s%s %s".formatted(use.model(), layers, values(use.parameters()));
    }

    private static String values(Map<String, Explanation.Span> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(" "));
    }
}
