package io.graft.core.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one thread works with: the kernels, and blocks of doubles that are used again and again, taken and given back as a stack. */
public final class Workspace {
    private final Kernels kernels;
    private final List<double[]> blocks = new ArrayList<>();
    private final BoundedSum boundedSum;
    private @Nullable Workspace scalar;
    private int taken;

    public Workspace(Kernels kernels) {
        this.kernels = kernels;
        this.boundedSum = new BoundedSum(kernels);
    }

    public Kernels kernels() {
        return kernels;
    }

    /** The one sum in float32 that a thread works on. */
    public BoundedSum boundedSum() {
        return boundedSum;
    }

    /** The same for single elements, on which vectors are wasted. */
    public Workspace scalar() {
        Workspace there = scalar;
        if (there == null) {
            there = new Workspace(Kernels.scalar());
            scalar = there;
        }
        return there;
    }

    /** A block of at least {@code length} doubles with any content, until it is given back. */
    public double[] take(int length) {
        if (blocks.size() == taken) {
            blocks.add(new double[length]);
        } else if (blocks.get(taken).length < length) {
            blocks.set(taken, new double[length]);
        }
        return blocks.get(taken++);
    }

    /** How many blocks are taken. */
    public int mark() {
        return taken;
    }

    /** Gives back all blocks that were taken since {@link #mark} answered this. */
    public void reset(int mark) {
        taken = mark;
    }
}
