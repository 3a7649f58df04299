package io.graft.cli;

import java.net.URI;

/**
 * A commit of a repository.
 *
 * @param sha its name in Git
 * @param selection which of its files count
 */
record HubCommit(HubRepository repository, String sha, HubSelection selection) {
    static HubCommit find(HubConnection hub, HubName source) throws InterruptedException {
        HubRepository repository = new HubRepository(hub, HubAttempts.PATIENT, source.repository());
        String sha = repository.commit(source.revision());
        return new HubCommit(repository, sha, HubSelection.of(repository.name(), repository.files(sha)));
    }

    URI address(HubFile file) {
        return repository.file(sha, file);
    }
}
