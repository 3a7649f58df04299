package io.graft.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Brings files of a commit into the cache, several at a time. Begun again, it fetches only what is missing. */
record HubRetrieval(HubCommit commit, HubCache cache, ProgressBar bar) {
    private static final int BLOCK = 1 << 18;

    void fetch(List<HubFile> files) throws IOException, InterruptedException {
        List<HubFile> missing = missing(files);
        LongConsumer counter = bar.counting(
                "fetching", missing.stream().mapToLong(HubFile::size).sum());
        List<Callable<@Nullable Void>> transfers = new ArrayList<>();
        for (HubFile file : missing) {
            transfers.add(() -> fetch(file, counter));
        }
        ParallelTransfers.run(transfers);
    }

    private @Nullable Void fetch(HubFile file, LongConsumer counter) throws IOException, InterruptedException {
        HubRepository from = commit.repository();
        new HubDownload(from.hub(), from.attempts(), cache, file, commit.address(file), counter::accept).fetch();
        return null;
    }

    private List<HubFile> missing(List<HubFile> files) throws IOException {
        List<HubFile> here = new ArrayList<>();
        for (HubFile file : files) {
            if (Files.exists(cache.file(file))) {
                here.add(file);
            }
        }
        LongConsumer counter =
                bar.counting("checking", here.stream().mapToLong(HubFile::size).sum());
        List<HubFile> missing = new ArrayList<>(files);
        for (HubFile file : here) {
            if (isWhole(file, counter)) {
                missing.remove(file);
            }
        }
        return missing;
    }

    /** Whether the file in the cache is still what it was when it came. */
    private boolean isWhole(HubFile file, LongConsumer counter) throws IOException {
        Path there = cache.file(file);
        return Files.size(there) == file.size()
                && digest(there, file, counter).equals(file.digest().hex());
    }

    private static String digest(Path there, HubFile file, LongConsumer counter) throws IOException {
        MessageDigest digest = file.digest().begin(file.size());
        byte[] block = new byte[BLOCK];
        try (InputStream bytes = Files.newInputStream(there)) {
            for (int count; (count = bytes.read(block)) >= 0; ) {
                digest.update(block, 0, count);
                counter.accept(count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
