package io.graft.core.transfer;

import java.net.URI;

/**
 * One piece of a file that is uploaded by a PUT of its own.
 *
 * @param number from 1
 * @param offset in the file, in bytes
 * @param length in bytes
 * @param url signed, for one PUT of exactly these bytes
 * @param done whether the store has it already
 */
public record Part(int number, long offset, long length, URI url, boolean done) {}
