package io.graft.registry.storage;

import io.graft.core.artifact.Digest;

/** Verified bytes, and where the store keeps them. */
record Blob(Digest digest, long size, String location) {}
