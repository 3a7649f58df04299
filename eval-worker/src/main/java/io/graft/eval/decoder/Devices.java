package io.graft.eval.decoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.List;

/** The processors that there are. */
public final class Devices {
    /** The engine that runs on them. */
    public static final String ENGINE = "PyTorch";

    /** Nothing is fetched and nobody is told, unless the environment says so. */
    private static final List<String> RESTRAINTS = List.of("DJL_OFFLINE", "OPT_OUT_TRACKING");

    private Devices() {}

    /** How many GPUs the engine can use. */
    public static int gpus() {
        RESTRAINTS.stream()
                .filter(each -> System.getProperty(each) == null)
                .forEach(each -> System.setProperty(each, "true"));
        try {
            return Engine.getEngine(ENGINE).getGpuCount();
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw DecoderError.DEVICE_MISSING.at(
                    ENGINE,
                    "PyTorch cannot be loaded: " + e.getMessage(),
                    "Let PYTORCH_LIBRARY_PATH name the folder of a libtorch of the engine's version, or unset it.",
                    e);
        }
    }

    /**
     * One of them.
     *
     * @param name {@code cpu}, {@code cuda}, {@code cuda:N}, or {@code auto} for the first GPU if there is one
     * @throws io.graft.core.GraftException {@link DecoderError#DEVICE_MISSING} if there is none such
     */
    public static Device named(String name) {
        int gpus = gpus();
        if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        int wanted = name.contains(":") ? Integer.parseInt(name.substring(name.indexOf(':') + 1)) : 0;
        if (wanted >= gpus) {
            throw DecoderError.DEVICE_MISSING.at(
                    name,
                    "There is no device %s: the engine can use cpu and %d GPUs".formatted(name, gpus),
                    "Use cpu, or give the engine the libraries of CUDA: PYTORCH_LIBRARY_PATH names their folder.");
        }
        return Device.gpu(wanted);
    }
}
