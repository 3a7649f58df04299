package io.graft.eval.decoder;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** The processors that there are. */
final class Devices {
    static final String ENGINE = "PyTorch";

    private Devices() {}

    static Device named(String name) {
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
