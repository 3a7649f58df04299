package io.graft.registry.xet;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.xet.MerkleHash;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with chunks. */
public enum ChunkError implements HttpCode {
    XET_CHUNK_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    XET_FILE_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    XET_XORB_REFUSED(Fault.INVALID, HttpStatus.BAD_REQUEST),
    XET_SHARD_REFUSED(Fault.INVALID, HttpStatus.BAD_REQUEST);

    private final Fault fault;
    private final HttpStatus status;

    ChunkError(Fault fault, HttpStatus status) {
        this.fault = fault;
        this.status = status;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    static GraftException noChunk(MerkleHash hash) {
        return new GraftException(
                XET_CHUNK_NOT_FOUND, hash.toString(), "There is no chunk %s".formatted(hash), "Send it in a xorb.");
    }

    static GraftException refused(MerkleHash hash, String what) {
        return new GraftException(
                XET_SHARD_REFUSED, hash.toString(), what, "Send the xorbs again, and a shard that fits them.");
    }

    static GraftException otherXorb(MerkleHash announced, MerkleHash found) {
        return new GraftException(
                XET_XORB_REFUSED,
                announced.toString(),
                "The chunks that came make the xorb %s".formatted(found),
                "Check that nothing changed on the way, and send it again.");
    }
}
