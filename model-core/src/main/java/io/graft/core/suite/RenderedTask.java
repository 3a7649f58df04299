package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A task whose requests are rendered from templates each time they are wanted. */
final class RenderedTask implements SuiteTask {
    private final TaskDefinition definition;
    private final TaskRenderer renderer;
    private final Digest digest;

    private RenderedTask(TaskDefinition definition, TaskRenderer renderer) {
        this.definition = definition;
        this.renderer = renderer;
        this.digest = RequestDigest.of(definition.spec(), items());
    }

    /** Renders every document once. */
    static RenderedTask of(TaskDefinition definition) {
        return new RenderedTask(definition, new TaskRenderer(definition));
    }

    @Override
    public TaskSpec spec() {
        return definition.spec();
    }

    @Override
    public int size() {
        return definition.rows().size();
    }

    @Override
    public List<Item> items(Subset subset) {
        BitSet chosen = Chosen.of(subset, size());
        Examples.Draw draw = definition.examples().start();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < chosen.length(); i++) {
            Row row = definition.rows().get(i);
            List<Row> shots = draw.next(row);
            if (chosen.get(i)) {
                items.add(renderer.item(i, row, shots));
            }
        }
        return items;
    }

    @Override
    public Digest digest() {
        return digest;
    }
}
