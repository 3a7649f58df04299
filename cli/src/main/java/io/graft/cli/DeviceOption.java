package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.merge.DeviceUse;
import io.graft.eval.device.TorchDevice;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a merge is computed on. */
final class DeviceOption {
    private static final String OWN = "cpu";
    private static final String AUTO = "auto";
    private static final String TORCH_CPU = "torch:cpu";
    private static final Pattern CUDA = Pattern.compile("cuda(:\\d{1,3})?");

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = OWN,
            description =
                    "cpu: Graft's own kernels, the same bits everywhere. cuda or cuda:N: PyTorch on a GPU; auto: that if"
                            + " there is one. torch:cpu: PyTorch without one. Default: cpu.")
    private String device;

    @Option(
            names = "--device-check",
            paramLabel = "EXTENT",
            defaultValue = "sample",
            description =
                    "How much of a device's work Graft's kernels do as well, to compare: ${COMPLETION-CANDIDATES}."
                            + " Default: sample, one block of sixteen and each tensor's first.")
    private Extent check;

    /** How much is compared. */
    enum Extent {
        SAMPLE,
        WHOLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isGiven() {
        return !device.equals(OWN);
    }

    /** Opens the device, to be closed after the merge; empty for Graft's own kernels. Nothing of PyTorch is loaded for these. */
    Optional<DeviceUse> open() {
        if (device.equals(OWN)) {
            return Optional.empty();
        }
        Logs.errorsOnly();
        return switch (device) {
            case TORCH_CPU -> Optional.of(use(TorchDevice.open("cpu", device)));
            case AUTO ->
                TorchDevice.gpus() == 0 ? Optional.empty() : Optional.of(use(TorchDevice.open("cuda", "cuda:0")));
            default -> Optional.of(use(gpu()));
        };
    }

    private TorchDevice gpu() {
        if (!CUDA.matcher(device).matches()) {
            throw new GraftException(
                    CliError.DEVICE_UNKNOWN,
                    "--device",
                    "\"%s\" is no device".formatted(device),
                    "Use cpu, auto, cuda, cuda:N or torch:cpu.");
        }
        return TorchDevice.open(device, device.equals("cuda") ? "cuda:0" : device);
    }

    private DeviceUse use(TorchDevice opened) {
        return new DeviceUse(opened, check == Extent.WHOLE);
    }
}
