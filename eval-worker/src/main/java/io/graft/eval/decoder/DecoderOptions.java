package io.graft.eval.decoder;

import java.util.regex.Pattern;

/**
 * Where and how a model runs.
 *
 * @param device {@code auto} for the first GPU if there is one, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads how many threads compute on the CPU; 0 for as many as there are cores. It holds for the whole process
 */
public record DecoderOptions(String device, int threads) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,3})?");

    /** The best device there is, and all cores. */
    public static final DecoderOptions DEFAULT = new DecoderOptions("auto", 0);

    public DecoderOptions {
        if (!DEVICE.matcher(device).matches()) {
            throw DecoderError.DEVICE_UNKNOWN.at(
                    device, "\"%.40s\" is not a device".formatted(device), "Use auto, cpu or cuda:N.");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("%d threads".formatted(threads));
        }
    }
}
