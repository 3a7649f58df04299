package io.graft.cli;

import io.graft.core.gguf.BlockTensor;
import io.graft.core.gguf.GgufArray;
import io.graft.core.gguf.GgufFile;
import io.graft.core.gguf.GgufValue;
import io.graft.core.tensor.Shape;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a GGUF file holds, for people and for programs. */
record GgufListing(GgufFile file) {
    private static final int WIDTH = 100;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    void print(PrintWriter to) {
        to.println("GGUF version %d, %d keys, %d tensors"
                .formatted(
                        file.version(), file.metadata().size(), file.tensors().size()));
        file.metadata().forEach((key, value) -> to.println("  %-44s %s".formatted(printable(key), shortened(value))));
        to.println();
        file.tensors()
                .forEach(tensor -> to.println(
                        "  %-44s %-5s %s".formatted(printable(tensor.name()), tensor.type(), tensor.shape())));
    }

    private static String shortened(GgufValue value) {
        String shown = printable(value.show());
        return shown.length() > WIDTH ? shown.substring(0, WIDTH) + "..." : shown;
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    void printJson(PrintWriter to) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        file.metadata().forEach((key, value) -> metadata.put(key, json(value)));
        List<Map<String, Object>> tensors =
                file.tensors().stream().map(GgufListing::json).toList();
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("version", file.version());
        listing.put("metadata", metadata);
        listing.put("tensors", tensors);
        to.println(JSON.writeValueAsString(listing));
    }

    private static Map<String, Object> json(BlockTensor tensor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", tensor.name());
        json.put("type", tensor.type().name());
        json.put("shape", dims(tensor.shape()));
        json.put("bytes", tensor.data().byteSize());
        return json;
    }

    private static List<Long> dims(Shape shape) {
        return IntStream.range(0, shape.rank()).mapToObj(shape::dim).toList();
    }

    private static Object json(GgufValue value) {
        return switch (value) {
            case GgufValue.Whole whole -> new BigInteger(whole.show());
            case GgufValue.Real real -> Double.isFinite(real.value()) ? new BigDecimal(real.show()) : real.show();
            case GgufValue.Flag(boolean flag) -> flag;
            case GgufValue.Text(String text) -> text;
            case GgufArray array ->
                array.values().stream().map(GgufListing::json).toList();
        };
    }
}
