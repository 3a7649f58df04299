package io.graft.registry.model;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.core.safetensors.SafetensorsDigest;
import io.graft.core.safetensors.TensorDigest;
import io.graft.registry.storage.BlobReader;
import io.graft.registry.storage.Blobs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads back every byte of a version and looks at what they say. May be cut off at any moment and begun again: files that were
 * through are not read twice.
 */
@Component
class Verification {
    private final ModelVersions versions;
    private final VersionFiles files;
    private final Tensors tensors;
    private final Blobs blobs;
    private final Inspector inspector;
    private final Publication publication;
    private final Rejection rejection;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Verification(
            ModelVersions versions,
            VersionFiles files,
            Tensors tensors,
            Blobs blobs,
            Inspector inspector,
            Publication publication,
            Rejection rejection,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.versions = versions;
        this.files = files;
        this.tensors = tensors;
        this.blobs = blobs;
        this.inspector = inspector;
        this.publication = publication;
        this.rejection = rejection;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    void verify(UUID id) {
        ModelVersion version = versions.findById(id).orElseThrow();
        if (version.state() != VersionState.PENDING || version.verified()) {
            return;
        }
        List<Finding> findings = readBack(id, files.of(id));
        Inspection inspection = findings.isEmpty() ? inspector.inspect(id) : Inspection.refused(findings);
        transaction.executeWithoutResult(_ -> conclude(id, version, inspection));
    }

    /** Only the files of one part: nothing can be said of the whole before the parts are joined. */
    void verifyPart(UUID id, int part) {
        if (versions.findById(id).orElseThrow().state() != VersionState.PENDING) {
            return;
        }
        List<VersionFiles.Row> seen = files.ofPart(id, part);
        List<Finding> findings = readBack(id, seen);
        if (!findings.isEmpty()) {
            transaction.executeWithoutResult(_ -> refuse(id, part, seen, findings));
        }
    }

    /** The bytes of a version that was ready before have come again. Those that do not agree are dropped, and still missing. */
    void verifyAgain(UUID id) {
        readBack(id, files.of(id));
    }

    private List<Finding> readBack(UUID version, List<VersionFiles.Row> wanted) {
        List<Finding> findings = new ArrayList<>();
        for (VersionFiles.Row file : wanted) {
            if (!file.verified()) {
                readBack(version, file, findings);
            }
        }
        return findings;
    }

    private void readBack(UUID version, VersionFiles.Row row, List<Finding> findings) {
        try {
            readBack(row);
            files.setVerified(version, row.sha256());
        } catch (GraftException e) {
            if (e.code().fault() == Fault.ENVIRONMENT) {
                throw e;
            }
            findings.add(Finding.of(e).at(row.file().path()));
        }
    }

    private void readBack(VersionFiles.Row row) {
        ArtifactFile file = row.file();
        if (Tensors.areIn(file)) {
            List<TensorDigest> found = new ArrayList<>();
            readBack(row, !tensors.known(file.sha256()), bytes -> {
                SafetensorsDigest weights = SafetensorsDigest.of(bytes, file.size(), file.path());
                found.addAll(weights.tensors());
                return weights.sha256();
            });
            if (!found.isEmpty()) {
                tensors.replace(file.sha256(), found);
            }
        } else {
            readBack(row, false, BlobReader.PLAIN);
        }
    }

    /** Bytes that are visible were read back for some other version, and are read again only if there is more to learn. */
    private void readBack(VersionFiles.Row row, boolean curious, BlobReader reader) {
        UUID upload = row.upload();
        if (!blobs.contains(row.sha256()) && upload != null) {
            blobs.finish(upload, reader);
        } else if (curious) {
            blobs.read(row.sha256(), reader);
        }
    }

    /** Files may have been replaced meanwhile by another attempt at the same merge; then this said nothing about them. */
    private void conclude(UUID id, ModelVersion seen, Inspection inspection) {
        ModelVersion version = versions.findLockedById(id).orElseThrow();
        if (version.state() != VersionState.PENDING || !version.digest().equals(seen.digest())) {
            return;
        }
        if (inspection.failed()) {
            rejection.reject(version, inspection.findings());
            return;
        }
        version.verify(
                inspection.fingerprint(),
                json.writeValueAsString(inspection.config()),
                json.writeValueAsString(inspection.findings()),
                clock.instant());
        if (!version.belongsToMerge()) {
            publication.publish(version);
        }
    }

    /** One wrong file spoils the version, unless another attempt at the part has replaced it meanwhile. */
    private void refuse(UUID id, int part, List<VersionFiles.Row> seen, List<Finding> findings) {
        ModelVersion version = versions.findLockedById(id).orElseThrow();
        if (version.state() == VersionState.PENDING
                && digests(files.ofPart(id, part)).equals(digests(seen))) {
            rejection.reject(version, findings);
        }
    }

    private static List<Digest> digests(List<VersionFiles.Row> files) {
        return files.stream().map(VersionFiles.Row::sha256).toList();
    }
}
