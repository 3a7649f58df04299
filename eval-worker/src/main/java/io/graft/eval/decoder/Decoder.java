package io.graft.eval.decoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.suite.Sampling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A decoder-only model that runs: Llama, Mistral, Qwen 2 and 3, Gemma 1 to 3, GPT-2, in float32.
 *
 * <p>One thread may use it at a time. The checkpoint, and each adapter that is attached, must stay open as long as it is. The last
 * bits of a result depend on what else is computed in the same call; on the CPU, the same call gives the same bits.
 */
public final class Decoder implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final Loader loader;
    private final Network network;
    private final Crew crew;
    private final Map<String, Attachment> attached = new HashMap<>();

    private Decoder(Checkpoint checkpoint, Weights weights, Loader loader, int threads) {
        this.checkpoint = checkpoint;
        this.loader = loader;
        this.crew = new Crew(threads, loader.manager());
        this.network = Network.build(checkpoint, weights, loader);
    }

    public static Decoder open(Checkpoint checkpoint, DecoderOptions options) {
        return open(checkpoint, checkpoint::tensor, options);
    }

    /** Runs the checkpoint's model with other weights. */
    public static Decoder open(Checkpoint checkpoint, Weights weights, DecoderOptions options) {
        Device device = Devices.named(options.device());
        int threads =
                options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
        JniUtils.setNumThreads(threads);
        Loader loader = new Loader(NDManager.newBaseManager(device, Devices.ENGINE));
        try {
            return new Decoder(checkpoint, weights, loader, device.isGpu() ? 1 : threads);
        } catch (RuntimeException e) {
            loader.close();
            throw e;
        }
    }

    /**
     * Makes an adapter ready: LoRA, rsLoRA or DoRA. Of several that are active in a call, each adds what it would add alone.
     *
     * @param name by which {@link Adapters} choose it; an adapter that had it is replaced
     * @throws GraftException with {@link DecoderError#ADAPTER_NOT_RUNNABLE} if it changes the model in another way
     */
    public void attach(String name, Adapter adapter) {
        detach(name);
        begin();
        attached.put(name, Attachment.of(network, name, adapter.changes(checkpoint), loader.manager()));
    }

    public void detach(String name) {
        Attachment old = attached.remove(name);
        if (old != null) {
            old.close();
        }
    }

    /** Where it runs: {@code cpu} or {@code cuda:N}. */
    public String device() {
        Device device = loader.manager().getDevice();
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }

    /** What runs it, such as {@code PyTorch 2.7.1}. */
    public static String engine() {
        return Devices.ENGINE + " " + Engine.getEngine(Devices.ENGINE).getVersion();
    }

    /** As many tokens as the model was made for. */
    public int maxLength() {
        return network.architecture().maxLength();
    }

    public int vocabulary() {
        return network.architecture().vocabulary();
    }

    /** The logits after each token: one row for each, as long as the vocabulary. */
    public float[][] logits(int[] ids, Adapters active) {
        requireReadable(ids, ids.length);
        try (Reading reading = begin(active)) {
            return reading.readAll(ids);
        }
    }

    /**
     * How likely texts are, or parts of them. What several begin with is computed once, wherever they stand in the list, so texts
     * with much in common, such as the choices of a question and the questions of a task with its examples, belong in one call.
     *
     * @return as many, in the same order
     */
    public List<Score> score(List<Passage> passages, Adapters active) {
        passages.forEach(passage -> requireReadable(passage.ids(), passage.length() - 1));
        try (Reading reading = begin(active)) {
            return Scorer.score(passages, reading, crew, vocabulary());
        }
    }

    /**
     * Writes on.
     *
     * @param ids what is there, at least one token
     * @param maxTokens at most so many tokens are written
     * @param sampling by lot, the numbers come from a {@link java.util.SplittableRandom} with the given seed
     * @param stop asked after each token
     * @return what was written, including the token that reached the stop
     */
    public int[] generate(int[] ids, int maxTokens, Sampling sampling, Stop stop, Adapters active) {
        Lot lot = Lot.of(sampling);
        int[] written = {};
        requireReadable(ids, ids.length);
        try (Reading reading = begin(active)) {
            float[] logits = reading.readOn(ids);
            while (written.length < maxTokens) {
                written = Arrays.copyOf(written, written.length + 1);
                written[written.length - 1] = lot.draw(logits);
                if (stop.isReached(written) || written.length == maxTokens) {
                    break;
                }
                requireShort(ids.length + written.length);
                logits = reading.readOn(written[written.length - 1]);
            }
        }
        return written;
    }

    Architecture architecture() {
        return network.architecture();
    }

    /** How many arrays live as long as the model does. */
    int heldArrays() {
        return loader.manager().getManagedArrays().size();
    }

    private Reading begin(Adapters active) {
        begin();
        active.weights().keySet().forEach(this::requireAttached);
        return new Reading(network, active, loader.manager());
    }

    /** Gradients are switched off thread by thread. */
    private void begin() {
        JniUtils.setGradMode(false);
        loader.requireMapped();
        attached.values().forEach(Attachment::requireMapped);
    }

    private void requireAttached(String name) {
        if (!attached.containsKey(name)) {
            throw DecoderError.ADAPTER_NOT_ATTACHED.at(
                    name, "No adapter %s is attached".formatted(name), "Attach it before it is used.");
        }
    }

    private void requireReadable(int[] text, int read) {
        if (text.length == 0) {
            throw new IllegalArgumentException("A text of no tokens");
        }
        requireShort(read);
        for (int id : text) {
            if (id < 0 || id >= vocabulary()) {
                throw DecoderError.TOKEN_UNKNOWN.at(
                        checkpoint.folder(),
                        "There is no token %d: the model of %s knows %d"
                                .formatted(id, checkpoint.folder(), vocabulary()),
                        "Use the model's own tokenizer.");
            }
        }
    }

    private void requireShort(int length) {
        if (network.positions() != null && length > maxLength()) {
            throw DecoderError.TEXT_TOO_LONG.at(
                    checkpoint.folder(),
                    "A text is longer than the %d tokens that the model of %s has positions for"
                            .formatted(maxLength(), checkpoint.folder()),
                    "Shorten it.");
        }
    }

    @Override
    public void close() {
        attached.values().forEach(Attachment::close);
        attached.clear();
        crew.close();
        loader.close();
    }
}
