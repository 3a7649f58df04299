package io.graft.registry.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** The same from many sides in one moment. */
final class AtOnce {
    private AtOnce() {}

    static <T> List<T> times(int count, IntFunction<T> deed) throws Exception {
        List<Callable<T>> deeds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            deeds.add(() -> deed.apply(number));
        }
        List<T> results = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(count)) {
            for (Future<T> result : people.invokeAll(deeds)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
