package io.graft.registry.xet;

import io.graft.core.GraftException;
import io.graft.core.xet.MerkleHash;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with chunks. */
public enum ChunkError implements HttpCode {
    XET_CHUNK_NOT_FOUND(HttpStatus.NOT_FOUND),
    XET_FILE_NOT_FOUND(HttpStatus.NOT_FOUND),
    XET_RANGE_UNSATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE),
    XET_XORB_REFUSED(HttpStatus.BAD_REQUEST),
    XET_SHARD_REFUSED(HttpStatus.BAD_REQUEST);

    private final HttpStatus status;

    ChunkError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    static GraftException noChunk(MerkleHash hash) {
        return new GraftException(
                XET_CHUNK_NOT_FOUND, hash.toString(), "There is no chunk %s".formatted(hash), "Send it in a xorb.");
    }

    static GraftException noFile(MerkleHash hash) {
        return new GraftException(
                XET_FILE_NOT_FOUND,
                hash.toString(),
                "There is no file %s in chunks".formatted(hash),
                "Fetch it whole from its repository.");
    }

    static GraftException noXorb(MerkleHash hash) {
        return new GraftException(
                XET_CHUNK_NOT_FOUND, hash.toString(), "There is no xorb %s".formatted(hash), "Ask for the file again.");
    }

    static GraftException beyond(String range, long length) {
        return new GraftException(
                XET_RANGE_UNSATISFIABLE,
                "Range",
                "%s is not within the %d bytes".formatted(range, length),
                "Ask for a range such as bytes=0-1023.");
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
