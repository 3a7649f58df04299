package io.graft.core.attestation;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Folder;
import io.graft.core.artifact.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signed provenance beside the files of an artifact: it says which files there are, with which content, and how they came to
 * be. To check it takes the files and the registry's public keys, and no registry.
 */
public record Attestation(Statement<Provenance> statement) {
    private static final long LONGEST = 64L << 20;
    private static final TypeReference<Statement<Provenance>> FORM = new TypeReference<>() {};

    /**
     * The attestation of a folder, if one of the keys signed it.
     *
     * @throws GraftException of {@link AttestationError}
     */
    public static Attestation read(Path folder, List<VerifyingKey> keys) throws IOException {
        Path file = folder.resolve(Folder.ATTESTATION);
        if (!Files.isRegularFile(file)) {
            throw AttestationError.ATTESTATION_MISSING.at(
                    file.toString(),
                    "The folder has no %s".formatted(Folder.ATTESTATION),
                    "Fetch the version with graft pull, which puts it there.");
        }
        if (Files.size(file) > LONGEST) {
            throw AttestationError.ATTESTATION_MALFORMED.at(
                    file.toString(),
                    "It has %d bytes; at most %d are expected".formatted(Files.size(file), LONGEST),
                    "Fetch it anew.");
        }
        return parse(Files.readString(file, StandardCharsets.UTF_8), keys);
    }

    /** @param envelope a DSSE envelope in JSON */
    static Attestation parse(String envelope, List<VerifyingKey> keys) {
        Envelope signed = parse(envelope.getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
        if (!Statement.PAYLOAD_TYPE.equals(signed.payloadType())) {
            throw AttestationError.ATTESTATION_MALFORMED.at(
                    "payloadType",
                    "It is %s, and %s is expected".formatted(signed.payloadType(), Statement.PAYLOAD_TYPE),
                    "Fetch the attestation anew.");
        }
        Statement<Provenance> statement = parse(signed.body(keys), FORM);
        if (!Provenance.PREDICATE_TYPE.equals(statement.predicateType()) || statement.subject() == null) {
            throw AttestationError.ATTESTATION_MALFORMED.at(
                    "predicateType",
                    "It says %s, and %s is expected".formatted(statement.predicateType(), Provenance.PREDICATE_TYPE),
                    "Take the provenance of the version: GET …/versions/{number}/provenance.");
        }
        return new Attestation(statement);
    }

    private static <T> T parse(byte[] json, TypeReference<T> type) {
        try {
            return Objects.requireNonNull(JsonMapper.shared().readValue(json, type), "It is null");
        } catch (NullPointerException e) {
            throw AttestationError.malformed(Folder.ATTESTATION, "It says nothing", e);
        } catch (JacksonException e) {
            throw AttestationError.malformed(Folder.ATTESTATION, "It cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * What is wrong with a folder's files; nothing if they are those that were signed. Reads every file once.
     *
     * @param progress is told how many more bytes were read, from any thread
     */
    public List<GraftException> faults(Folder folder, LongConsumer progress) {
        Map<String, String> signed = new LinkedHashMap<>();
        statement
                .subject()
                .forEach(file -> signed.put(file.name(), file.digest().getOrDefault("sha256", "")));
        Manifest found = folder.describe(progress);
        List<GraftException> faults = new ArrayList<>();
        for (ArtifactFile file : found.files()) {
            String expected = signed.remove(file.path());
            if (expected == null) {
                faults.add(AttestationError.FILE_NOT_ATTESTED.at(
                        file.path(), "Nobody signed %s".formatted(file.path()), "Remove it."));
            } else if (!expected.equals(file.sha256().hex())) {
                faults.add(new Difference(folder, file, expected, statement.predicate()).fault());
            }
        }
        signed.forEach((path, digest) -> faults.add(AttestationError.ATTESTED_FILE_MISSING.at(
                path, "%s is not there; its sha256 is %s".formatted(path, digest), "Fetch the version anew.")));
        return faults;
    }
}
