package io.graft.core.forgetting;

import java.util.List;

/**
 * Documents that two models did or did not get right.
 *
 * @param kept both right (n11)
 * @param lost only the reference right (n10)
 * @param gained only the candidate right (n01)
 * @param neither both wrong (n00)
 * @param lostDocuments ids
 * @param gainedDocuments ids
 */
public record Flips(
        int kept, int lost, int gained, int neither, List<Integer> lostDocuments, List<Integer> gainedDocuments) {
    public Flips {
        lostDocuments = List.copyOf(lostDocuments);
        gainedDocuments = List.copyOf(gainedDocuments);
    }
}
