package io.graft.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import org.junit.jupiter.api.Test;

class RepositoryNameTest {
    @Test
    void aNameIsReadApartInOneWayAndWrittenAsItWas() {
        RepositoryName dotted = RepositoryName.of("Releases.a.b", "c-v1-v12");
        assertThat(dotted).isEqualTo(new RepositoryName.OfRelease(new ModelName("a.b", "c-v1"), 12));
        assertThat(dotted).hasToString("Releases.a.b/c-v1-v12");
        assertThat(dotted.namespace()).isEqualTo("Releases.a.b");
        assertThat(RepositoryName.of("Pools.acme", "base-v3"))
                .isEqualTo(new RepositoryName.OfPool(new ModelName("acme", "base"), 3));
    }

    @Test
    void noModelCanBeCalledLikeOne() {
        assertThatThrownBy(() -> new ModelName("Releases.acme", "bot-v1")).isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> new ModelName("Pools.acme", "bot-v1")).isInstanceOf(GraftException.class);
        assertThat(RepositoryName.of("releases.acme", "bot-v1"))
                .isEqualTo(new RepositoryName.OfModel(new ModelName("releases.acme", "bot-v1")));
    }

    @Test
    void oneWithoutANumberIsNoRepositoryAndNotWrittenToEither() {
        assertThatThrownBy(() -> RepositoryName.of("Releases.acme", "bot")).hasMessageContaining("no repository");
        assertThatThrownBy(() -> RepositoryName.of("Releases.acme", "bot-v0")).hasMessageContaining("no repository");
        assertThatThrownBy(() -> RepositoryName.toWrite("Pools.acme", "bot")).hasMessageContaining("read-only");
    }
}
