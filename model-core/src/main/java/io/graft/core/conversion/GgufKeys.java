package io.graft.core.conversion;

import io.graft.core.gguf.GgufFile;
import io.graft.core.gguf.GgufValue;
import java.math.BigDecimal;
import java.util.Optional;

/** The hyperparameters of a GGUF file. */
record GgufKeys(GgufFile file, String architecture) {
    static Optional<String> text(GgufFile file, String key) {
        return file.value(key)
                .filter(GgufValue.Text.class::isInstance)
                .map(GgufValue.Text.class::cast)
                .map(GgufValue.Text::value);
    }

    Optional<String> text(String name) {
        return text(file, architecture + "." + name);
    }

    int whole(String name) {
        return optionalWhole(architecture + "." + name).orElseThrow(() -> missing(name, "whole number"));
    }

    Optional<Integer> optionalWhole(String key) {
        return file.value(key)
                .filter(GgufValue.Whole.class::isInstance)
                .map(GgufValue.Whole.class::cast)
                .map(GgufValue.Whole::value)
                .filter(value -> value >= 0 && value <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    int whole(String name, int otherwise) {
        return optionalWhole(architecture + "." + name).orElse(otherwise);
    }

    BigDecimal real(String name) {
        return optionalReal(name).orElseThrow(() -> missing(name, "number"));
    }

    /** A float as the shortest decimal that means it, which is what somebody once wrote. */
    Optional<BigDecimal> optionalReal(String name) {
        return file.value(architecture + "." + name)
                .filter(GgufValue.Real.class::isInstance)
                .map(GgufValue.Real.class::cast)
                .filter(real -> Double.isFinite(real.value()))
                .map(real -> new BigDecimal(real.show()));
    }

    private RuntimeException missing(String name, String kind) {
        String key = architecture + "." + name;
        return ConversionError.HYPERPARAMETER_MISSING.at(key, "The file says no %s, a %s".formatted(key, kind));
    }
}
