package io.graft.core.adapter;

/**
 * A LoRA whose first factors were taken off the base before training, and which was saved as it ended:
 * {@code W' = W + scale · (B · A − B₀ · A₀)}, B₀ and A₀ being found in W again.
 *
 * @param end what the training ended with
 */
public record RelativeLowRank(LowRank end, Start start) implements Change {
    @Override
    public String target() {
        return end.target();
    }

    @Override
    public RelativeLowRank of(String other) {
        return new RelativeLowRank(end.of(other), start);
    }
}
