package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuffersTest {
    private final Buffers buffers = new Buffers(4096, 3, 1024);

    @AfterEach
    void close() {
        buffers.close();
    }

    @Test
    void noMoreAreTakenThanFitIntoTheLimit() {
        buffers.take(3500);

        assertThat(buffers.hasRoom(100)).isFalse();
    }

    @Test
    void noMoreAreTakenThanAreOfUse() {
        buffers.take(1);
        buffers.take(1);
        assertThat(buffers.hasRoom(1)).isTrue();
        buffers.take(1);

        assertThat(buffers.hasRoom(1)).isFalse();
    }

    @Test
    void oneIsAlwaysToBeHad() {
        assertThat(buffers.hasRoom(1 << 20)).isTrue();
        assertThat(buffers.take(1 << 20).memory().byteSize()).isEqualTo(1 << 20);
    }

    @Test
    void largeOnesGoWhenTheyAreGivenBack() {
        Buffers.Buffer large = buffers.take(1 << 20);
        buffers.giveBack(large);

        assertThat(large.memory().scope().isAlive()).isFalse();
        assertThat(buffers.hasRoom(1 << 20)).isTrue();
    }

    @Test
    void usualOnesAreUsedAgain() {
        Buffers.Buffer first = buffers.take(10);
        buffers.giveBack(first);

        assertThat(buffers.take(20)).isSameAs(first);
    }
}
