package io.graft.core.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a device is to compute, and what of that was compared, from any thread. */
final class DeviceTally {
    private final List<String> tensors = new ArrayList<>();
    private long elements;
    private final LongAdder compared = new LongAdder();
    private final LongAdder differing = new LongAdder();
    private final AtomicLong greatestUlp = new AtomicLong();

    /** Comes before anything is computed. */
    void expect(OutputTensor tensor) {
        tensors.add(tensor.name());
        elements += tensor.shape().elements();
    }

    void compared(long count, UlpDistance distance) {
        compared.add(count);
        differing.add(distance.differing());
        greatestUlp.accumulateAndGet(distance.greatest(), Math::max);
    }

    DeviceReport report(String device) {
        return new DeviceReport(device, tensors, elements, compared.sum(), differing.sum(), greatestUlp.get());
    }
}
