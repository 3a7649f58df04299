package io.graft.core.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What the gguf Python package made: see fixtures.py. */
final class Fixture {
    private Fixture() {}

    static byte[] bytes(String name) {
        try (InputStream stream = Fixture.class.getResourceAsStream("/gguf/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] floats(String name) {
        byte[] bytes = bytes(name);
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    static GgufFile open(String name, Path folder) throws IOException {
        return GgufFile.open(Files.write(folder.resolve(name), bytes(name)));
    }

    /** Bits, which tell −0 from 0. */
    static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        for (int i = 0; i < floats.length; i++) {
            bits[i] = Float.floatToRawIntBits(floats[i]);
        }
        return bits;
    }
}
