package io.graft.core.adapter;

import io.graft.core.kernel.Cut;
import io.graft.core.tensor.Tensor;
import java.util.List;

/**
 * A layer of OFT.
 *
 * @param vectors [blocks, block · (block - 1) / 2]
 */
record TrainedRotation(String module, Tensor vectors, int block, boolean embedding, Rotation.Settings settings)
        implements Trained {
    static TrainedRotation of(ModuleTensors tensors, AdapterConfig config) {
        boolean embedding = tensors.has("oft_embedding_R");
        Tensor vectors = tensors.take(embedding ? "oft_embedding_R" : "oft_R").orElseThrow(tensors::nothing);
        if (vectors.shape().rank() != 2) {
            throw tensors.invalid(vectors, "rotations are [blocks, block · (block - 1) / 2]");
        }
        return new TrainedRotation(tensors.module(), vectors, block(tensors, vectors), embedding, config.rotation());
    }

    private static int block(ModuleTensors tensors, Tensor vectors) {
        long length = vectors.shape().dim(1);
        long block = Math.round((1 + Math.sqrt(1 + 8.0 * length)) / 2);
        if (block > Integer.MAX_VALUE || block * (block - 1) / 2 != length) {
            throw tensors.invalid(vectors, "no square matrix has %d elements above its diagonal".formatted(length));
        }
        return (int) block;
    }

    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        long width = Cut.width(target.shape());
        long blocks = vectors.shape().dim(0);
        if (base.isFlipped(target) || (blocks == 1 ? width % block != 0 : width != blocks * block)) {
            throw base.misfit(target, vectors, module);
        }
        return List.of(new Rotation(target.name(), vectors, block, Math.toIntExact(width), embedding, settings));
    }
}
