package io.graft.core.gguf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The bytes of a header of version 3, little-endian. */
final class HeaderBytes {
    private static final int VERSION = 3;

    private HeaderBytes() {}

    static byte[] of(Map<String, GgufValue> metadata, List<PlannedTensor> tensors) {
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        into.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        number(VERSION, Integer.BYTES, into);
        number(tensors.size(), Long.BYTES, into);
        number(metadata.size(), Long.BYTES, into);
        metadata.forEach((key, value) -> {
            text(key, into);
            number(value.type().id(), Integer.BYTES, into);
            value(value, into);
        });
        long at = 0;
        for (PlannedTensor tensor : tensors) {
            tensor(tensor, at, into);
            at = GgufHeader.aligned(at + tensor.bytes(), GgufHeader.DEFAULT_ALIGNMENT);
        }
        into.writeBytes(new byte[(int) (GgufHeader.aligned(into.size(), GgufHeader.DEFAULT_ALIGNMENT) - into.size())]);
        return into.toByteArray();
    }

    private static void value(GgufValue value, ByteArrayOutputStream into) {
        switch (value) {
            case GgufValue.Whole(ValueType type, long number) -> number(number, type.bytes(), into);
            case GgufValue.Real(ValueType type, double real) -> number(bits(type, real), type.bytes(), into);
            case GgufValue.Flag(boolean flag) -> into.write(flag ? 1 : 0);
            case GgufValue.Text(String text) -> text(text, into);
            case GgufArray array -> {
                number(array.element().id(), Integer.BYTES, into);
                number(array.size(), Long.BYTES, into);
                into.writeBytes(array.bytes().toArray(JAVA_BYTE));
            }
        }
    }

    private static long bits(ValueType type, double real) {
        return type == ValueType.FLOAT32 ? Float.floatToRawIntBits((float) real) : Double.doubleToRawLongBits(real);
    }

    private static void tensor(PlannedTensor tensor, long at, ByteArrayOutputStream into) {
        text(tensor.name(), into);
        int rank = tensor.shape().rank();
        number(rank, Integer.BYTES, into);
        for (int i = rank - 1; i >= 0; i--) {
            number(tensor.shape().dim(i), Long.BYTES, into);
        }
        number(tensor.type().id(), Integer.BYTES, into);
        number(at, Long.BYTES, into);
    }

    static void text(String text, ByteArrayOutputStream into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length, Long.BYTES, into);
        into.writeBytes(bytes);
    }

    static void number(long number, int bytes, ByteArrayOutputStream into) {
        for (int i = 0; i < bytes; i++) {
            into.write((int) (number >>> (Byte.SIZE * i)));
        }
    }
}
