package io.graft.core.xet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hashes as xet-core's own tests have them. */
class HashingTest {
    private static final Chunk FIRST = chunk("cfc5d07f6f03c29bbf424132963fe08d19a37d5757aaf520bf08119f05cd56d6", 100);
    private static final Chunk SECOND = chunk("c3e67584b5c4fc2a89837ec39e40f2c8a6bb0b2987ac94cd4b31e5fbdd210a72", 200);
    private static final Chunk THIRD = chunk("0d2beb91b9196929a5ddec9f6e306924ddf4a24268e3e59fd8464738d525af37", 300);
    private static final Chunk FOURTH = chunk("adf8773496a9b7319b2e50dc98093f344053b17d8ad37100b9c07d9805988784", 400);

    @Test
    void theHashOfOneChunkIsItsXorbs() {
        assertThat(Hashing.xorb(List.of(FIRST))).isEqualTo(FIRST.hash());
        assertThat(Hashing.file(List.of(FIRST)))
                .hasToString("8e16257caa3fe079d484d872a8975264b2ff683b0d6db9028cc7c0f968a45661");
    }

    @Test
    void severalChunksAreATree() {
        List<Chunk> three = List.of(FIRST, SECOND, THIRD);
        assertThat(Hashing.xorb(three)).hasToString("71ec1275fca074724e2dd666921b3277c7cee603e4d025bcab2d4050015be2bc");
        assertThat(Hashing.file(three)).hasToString("54e55dccc6653c612bdb5576c5d3cb34bb31bc4e100248abccf4c908b3ef7715");
        assertThat(Hashing.xorb(Collections.nCopies(4, FIRST)))
                .hasToString("89f2ada89ff8c96763c6b25010e6dd76a4c05b1466207633ea559acf2093211b");
        assertThat(Hashing.file(List.of(FIRST, SECOND, FIRST, SECOND, THIRD, FOURTH)))
                .hasToString("91d21684db364c8883ab8209fa5eb2e781cf07f37e1fa43e731c30839afe422f");
    }

    @Test
    void nothingIsAllZero() {
        assertThat(Hashing.file(List.of())).hasToString("0".repeat(64));
    }

    @Test
    void textAndBytesSayTheSame() {
        byte[] bytes = new byte[MerkleHash.LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        MerkleHash hash = MerkleHash.of(bytes);
        assertThat(hash).hasToString("07060504030201000f0e0d0c0b0a090817161514131211101f1e1d1c1b1a1918");
        assertThat(MerkleHash.parse(hash.toString()).bytes()).isEqualTo(bytes);
    }

    private static Chunk chunk(String hash, long length) {
        return new Chunk(MerkleHash.parse(hash), length);
    }
}
