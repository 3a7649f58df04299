package io.graft.eval.decoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.List;

/** The processors that there are. */
final class Devices {
    static final String ENGINE = "PyTorch";

    /** Nothing is fetched and nobody is told, unless the environment says so. */
    private static final List<String> RESTRAINTS = List.of("DJL_OFFLINE", "OPT_OUT_TRACKING");

    private Devices() {}

    static Device named(String name) {
        RESTRAINTS.stream()
                .filter(each -> System.getProperty(each) == null)
                .forEach(each -> System.setProperty(each, "true"));
        int gpus = Engine.getEngine(ENGINE).getGpuCount();
        if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        int wanted = name.contains(":") ? Integer.parseInt(name.substring(name.indexOf(':') + 1)) : 0;
        if (wanted >= gpus) {
            throw DecoderError.DEVICE_MISSING.at(
                    name,
                    "There is no device %s: %d GPUs can be used".formatted(name, gpus),
                    "Use cpu, or give the engine the libraries of CUDA.");
        }
        return Device.gpu(wanted);
    }
}
