package io.graft.registry.release;

import java.util.UUID;

/** What a run waits for may have happened, and is there for everybody to see. */
record RunWoken(UUID run) {}
