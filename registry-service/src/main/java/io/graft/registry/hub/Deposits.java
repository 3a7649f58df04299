package io.graft.registry.hub;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.storage.BlobReader;
import io.graft.registry.storage.Blobs;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Bytes that Git LFS's own client leaves at a repository. Commits that speak of them are made in a Git server elsewhere, so they
 * stay for as long as the repository is there.
 */
@Component
class Deposits {
    private final HubRepositories repositories;
    private final Arrivals arrivals;
    private final Blobs blobs;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;

    Deposits(
            HubRepositories repositories,
            Arrivals arrivals,
            Blobs blobs,
            TransactionOperations transaction,
            JdbcClient jdbc) {
        this.repositories = repositories;
        this.arrivals = arrivals;
        this.blobs = blobs;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /** Keeps bytes that are here already. Returns whether they are. */
    boolean keep(ModelName model, Digest digest) {
        return Boolean.TRUE.equals(transaction.execute(
                _ -> blobs.contains(digest) && hold(model, digest).contains(digest)));
    }

    /**
     * Reads an upload back, and keeps what it brought. May be repeated.
     *
     * @throws io.graft.core.GraftException {@link HubError#HUB_BYTES_MISSING}, or as {@link Blobs#finish} does
     */
    void finish(ModelName model, UUID upload, Digest digest) {
        if (keep(model, digest)) {
            return;
        }
        if (!blobs.complete(upload)) {
            throw HubError.noBytes(digest.toString());
        }
        blobs.finish(upload, BlobReader.PLAIN);
        arrivals.forget(List.of(digest));
        if (!keep(model, digest)) {
            throw HubError.noBytes(digest.toString());
        }
    }

    private Set<Digest> hold(ModelName model, Digest digest) {
        UUID id = jdbc.sql("""
                        insert into hub_deposit (id, repository_id, sha256) values (uuidv7(), :repository, :sha256)
                        on conflict (repository_id, sha256) do update set sha256 = excluded.sha256
                        returning id
                        """)
                .param("repository", repositories.ensure(model))
                .param("sha256", digest.hex())
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
        return blobs.refer(id, List.of(digest));
    }
}
