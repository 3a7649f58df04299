package io.graft.core.xet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chunks end where they do for the Hub's clients; the numbers are what {@code @huggingface/xetchunk-wasm} says of the same bytes. */
class ChunkerTest {
    @Test
    void chunksEndWhereTheyDoForOtherClients() throws IOException {
        List<Chunk> chunks = chunks(data());
        assertThat(chunks).hasSize(50);
        assertThat(chunks.stream().map(Chunk::length))
                .startsWith(8128L, 11490L, 16492L, 64747L, 44498L, 8865L, 50876L, 35492L, 18241L, 96487L, 131072L);
        assertThat(chunks.getFirst().hash())
                .hasToString("94c6b2350435a651955c898fafd0f6a19b75eeccf37075013e7843559df0db57");
        assertThat(Hashing.file(chunks))
                .hasToString("18f3dff605fc2f060866cf75a2b93359dadf323a4ee646ab868914d0a2889b8f");
        assertThat(Hashing.xorb(chunks))
                .hasToString("57bf71764db44a1775e390805b8f9da4d8a7b5c6e290df3e85ac4ef7b93b8e97");
        assertThat(Hashing.range(chunks))
                .hasToString("e98be9ee241cf4b38de9098f5e10caeca169529740725e435b1ceb949edb9605");
    }

    @Test
    void whatComesAfterAnInsertionIsCutAsBefore() throws IOException {
        byte[] data = new byte[4 << 20];
        new Random(3).nextBytes(data);
        byte[] longer = new byte[data.length + 5];
        System.arraycopy(data, 0, longer, 0, 1 << 20);
        System.arraycopy(data, 1 << 20, longer, (1 << 20) + 5, data.length - (1 << 20));
        List<Chunk> changed = new ArrayList<>(chunks(longer));
        changed.removeAll(chunks(data));
        assertThat(changed).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shortFilesAreOneChunkAndNothingIsNone() throws IOException {
        assertThat(chunks(new byte[] {1, 2, 3})).extracting(Chunk::length).containsExactly(3L);
        assertThat(chunks(new byte[0])).isEmpty();
    }

    private static List<Chunk> chunks(byte[] data) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        Chunker.cut(new ByteArrayInputStream(data), (chunk, _, _) -> chunks.add(chunk));
        return chunks;
    }

    private static byte[] data() {
        byte[] data = new byte[3_000_000];
        int state = 1;
        for (int i = 0; i < data.length; i++) {
            state = (state * 1103515245) + 12345;
            data[i] = (byte) (state >>> 16);
        }
        Arrays.fill(data, 1_000_000, 1_400_000, (byte) 0);
        return data;
    }
}
