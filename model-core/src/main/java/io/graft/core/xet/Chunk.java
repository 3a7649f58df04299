package io.graft.core.xet;

/**
 * A piece of a file, or of the tree over such pieces.
 *
 * @param length in bytes
 */
public record Chunk(MerkleHash hash, long length) {}
