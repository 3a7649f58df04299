package io.graft.registry;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @Test
    void modulesUseOnlyWhatTheyMay() {
        ApplicationModules.of(RegistryApplication.class).verify();
    }
}
