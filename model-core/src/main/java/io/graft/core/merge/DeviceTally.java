package io.graft.core.merge;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a device computed, from any thread. */
final class DeviceTally {
    private final AtomicInteger tensors = new AtomicInteger();
    private final LongAdder elements = new LongAdder();
    private final LongAdder compared = new LongAdder();
    private final LongAdder differing = new LongAdder();
    private final AtomicLong greatestUlp = new AtomicLong();

    void tensor(long count) {
        tensors.incrementAndGet();
        elements.add(count);
    }

    void compared(long count, UlpDistance distance) {
        compared.add(count);
        differing.add(distance.differing());
        greatestUlp.accumulateAndGet(distance.greatest(), Math::max);
    }

    DeviceReport report(String device) {
        return new DeviceReport(
                device, tensors.get(), elements.sum(), compared.sum(), differing.sum(), greatestUlp.get());
    }
}
