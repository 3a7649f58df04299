package io.graft.registry.storage;

import java.util.Optional;
import java.util.UUID;

/** A blob that is made of stretches of others. Where a store would keep it stands what it is made of. */
record Composition(UUID id) {
    private static final String PLACE = "composed ";

    static Optional<Composition> at(String place) {
        return place.startsWith(PLACE)
                ? Optional.of(new Composition(UUID.fromString(place.substring(PLACE.length()))))
                : Optional.empty();
    }

    String place() {
        return PLACE + id;
    }
}
