package io.graft.worker;

import io.graft.core.transfer.Part;
import io.graft.core.transfer.UploadPlan;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Uploads on the registry's own disk: the finished file gets a second name where its folder of blobs expects the upload, with a
 * marker for each part. No byte is copied; the registry reads them all back before it believes any.
 */
final class Handover {
    private static final String DATA = "data";

    private final Path uploads;

    /** @param root the registry's {@code graft.storage.folder} */
    Handover(Path root) {
        this.uploads = root.resolve("uploads");
    }

    void give(Path file, UploadPlan plan) throws IOException {
        Path upload = Files.createDirectories(uploads.resolve(plan.id().toString()));
        Files.deleteIfExists(upload.resolve(DATA));
        Files.createLink(upload.resolve(DATA), file);
        for (Part part : plan.parts()) {
            mark(upload.resolve(Integer.toString(part.number())));
        }
    }

    private static void mark(Path part) throws IOException {
        try {
            Files.createFile(part);
        } catch (FileAlreadyExistsException markedBefore) {
            // an earlier try came this far
        }
    }
}
