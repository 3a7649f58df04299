package io.graft.core.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.artifact.Folder;
import io.graft.core.attestation.Provenance.BuildDefinition;
import io.graft.core.attestation.Provenance.Metadata;
import io.graft.core.attestation.Provenance.RunDetails;
import io.graft.core.attestation.Provenance.TensorFacts;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a signed artifact can be changed without anybody noticing: nothing. */
class AttestationTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String WEIGHTS = "model.safetensors";
    private static final String PROVENANCE = "graft_provenance.json";

    private final SigningKey key = SigningKey.generate();

    @TempDir
    Path folder;

    @BeforeEach
    void anArtifactAsItWasSigned() throws IOException {
        byte[] header = SafetensorsWriter.header(
                List.of(
                        new TensorInfo("a.weight", DType.F32, Shape.of(4), 0, 16),
                        new TensorInfo("b.weight", DType.F32, Shape.of(4), 16, 32)),
                Map.of());
        byte[] file = new byte[header.length + 32];
        System.arraycopy(header, 0, file, 0, header.length);
        Files.write(folder.resolve(WEIGHTS), file);
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve(PROVENANCE), "{\"format\": 1}");
        sign(key);
    }

    @Test
    void whatWasSignedIsInOrder() throws IOException {
        assertThat(faults()).isEmpty();
    }

    @Test
    void oneFlippedBitInTheWeightsIsFoundAndTheTensorNamed() throws IOException {
        flip(WEIGHTS, Files.size(folder.resolve(WEIGHTS)) - 1);

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(AttestationError.ATTESTED_FILE_DIFFERS);
            assertThat(fault.where()).isEqualTo(WEIGHTS);
            assertThat(fault).hasMessageContaining("the tensor b.weight differs");
        });
    }

    @Test
    void oneFlippedBitInTheProvenanceIsFound() throws IOException {
        flip(PROVENANCE, 3);

        assertThat(faults()).extracting(GraftException::where).containsExactly(PROVENANCE);
    }

    @Test
    void oneFlippedBitAnywhereInTheSignatureIsFound() throws IOException {
        Envelope signed = envelope();
        byte[] signature =
                Base64.getDecoder().decode(signed.signatures().getFirst().sig());
        for (int bit = 0; bit < 8 * signature.length; bit += 37) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            write(new Envelope(
                    signed.payload(),
                    signed.payloadType(),
                    List.of(new Envelope.Signed(key.id(), Base64.getEncoder().encodeToString(changed)))));

            assertRefused(AttestationError.ATTESTATION_SIGNATURE_WRONG);
        }
    }

    @Test
    void oneFlippedBitAnywhereInTheStatementIsFound() throws IOException {
        Envelope signed = envelope();
        byte[] body = signed.body();
        for (int bit = 0; bit < 8 * body.length; bit += 131) {
            byte[] changed = body.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            write(new Envelope(Base64.getEncoder().encodeToString(changed), signed.payloadType(), signed.signatures()));

            assertRefused(AttestationError.ATTESTATION_SIGNATURE_WRONG);
        }
    }

    @Test
    void aFileListInAnotherOrderIsNotWhatWasSigned() throws IOException {
        Envelope signed = envelope();
        ObjectNode statement = (ObjectNode) JSON.readTree(signed.body());
        List<JsonNode> files = new ArrayList<>();
        statement.path("subject").forEach(files::add);
        Collections.reverse(files);
        ((ArrayNode) statement.path("subject")).removeAll().addAll(files);
        write(new Envelope(
                Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(statement)),
                signed.payloadType(),
                signed.signatures()));

        assertRefused(AttestationError.ATTESTATION_SIGNATURE_WRONG);
    }

    @Test
    void anotherTypeOfPayloadIsRefused() throws IOException {
        Envelope signed = envelope();
        write(new Envelope(signed.payload(), "text/plain", signed.signatures()));

        assertRefused(AttestationError.ATTESTATION_MALFORMED);
    }

    @Test
    void aFileThatIsMissingIsNamed() throws IOException {
        Files.delete(folder.resolve("config.json"));

        assertThat(faults()).extracting(GraftException::code).containsExactly(AttestationError.ATTESTED_FILE_MISSING);
    }

    @Test
    void aFileThatNobodySignedIsNamed() throws IOException {
        Files.writeString(folder.resolve("modeling_custom.py"), "print('hello')");

        assertThat(faults()).extracting(GraftException::where).containsExactly("modeling_custom.py");
    }

    @Test
    void anotherRegistrysSignatureIsNotAccepted() throws IOException {
        sign(SigningKey.generate());

        assertRefused(AttestationError.ATTESTATION_KEY_UNKNOWN);
    }

    @Test
    void anImpostorUnderTheKeysNameIsNotAccepted() throws IOException {
        Envelope forged = Envelope.of(envelope().body(), Statement.PAYLOAD_TYPE, SigningKey.generate());
        write(new Envelope(
                forged.payload(),
                forged.payloadType(),
                List.of(new Envelope.Signed(
                        key.id(), forged.signatures().getFirst().sig()))));

        assertRefused(AttestationError.ATTESTATION_SIGNATURE_WRONG);
    }

    @Test
    void whatAnOldKeySignedStaysValidBesideTheNewOne() throws IOException {
        List<VerifyingKey> keys = List.of(SigningKey.generate().verifyingKey(), key.verifyingKey());

        assertThat(Attestation.read(folder, keys).faults(new Folder(folder), bytes -> {}))
                .isEmpty();
    }

    @Test
    void aFolderWithoutAnAttestationIsToldApart() throws IOException {
        Files.delete(folder.resolve(Folder.ATTESTATION));

        assertRefused(AttestationError.ATTESTATION_MISSING);
    }

    @Test
    void rubbishIsRefusedForWhatItIs() throws IOException {
        for (String rubbish : List.of("", "[]", "null", "{}", "{\"payload\": 3}", "{\"payload\": \"=\"}", "\u0000")) {
            Files.writeString(folder.resolve(Folder.ATTESTATION), rubbish);

            assertRefused(AttestationError.ATTESTATION_MALFORMED);
        }
    }

    @Test
    void keysAreReadFromPemAndFromWhatTheRegistryPublishes() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(key.verifyingKey().encoded());
        Path pem = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(base64));
        Path json = Files.writeString(
                folder.resolve("keys.json"), "[{\"keyId\": \"x\", \"publicKey\": \"%s\"}]".formatted(base64));

        assertThat(Keys.read(pem)).containsExactly(key.verifyingKey());
        assertThat(Keys.read(json)).containsExactly(key.verifyingKey());
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertThatThrownBy(() -> Keys.read(empty)).hasMessageContaining("holds no key");
    }

    private void sign(SigningKey by) throws IOException {
        Map<String, TensorFacts> tensors = new TreeMap<>();
        try (SafetensorsFile weights = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            weights.tensors().stream()
                    .map(TensorDigest::of)
                    .forEach(tensor -> tensors.put(tensor.name(), facts(tensor)));
        }
        Provenance provenance = new Provenance(
                new BuildDefinition(Provenance.MERGE, Map.of(), List.of()),
                new RunDetails(
                        new Provenance.Builder("urn:graft:registry", Map.of()),
                        new Metadata("merge", null, Instant.EPOCH)),
                tensors,
                List.of(),
                null,
                null);
        List<Statement.Subject> files = new Folder(folder)
                .describe().files().stream().map(Statement.Subject::of).toList();
        write(Envelope.of(
                JSON.writeValueAsBytes(Statement.of(files, Provenance.PREDICATE_TYPE, provenance)),
                Statement.PAYLOAD_TYPE,
                by));
    }

    private static TensorFacts facts(TensorDigest tensor) {
        return new TensorFacts(
                tensor.dtype().name(), List.of(4L), tensor.sha256().hex(), "changed", "linear");
    }

    private Envelope envelope() throws IOException {
        return JSON.readValue(Files.readAllBytes(folder.resolve(Folder.ATTESTATION)), Envelope.class);
    }

    private void write(Envelope envelope) throws IOException {
        Files.write(folder.resolve(Folder.ATTESTATION), JSON.writeValueAsBytes(envelope));
    }

    private void flip(String file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        bytes[(int) at] ^= 1;
        Files.write(folder.resolve(file), bytes);
    }

    private List<GraftException> faults() throws IOException {
        return Attestation.read(folder, List.of(key.verifyingKey())).faults(new Folder(folder), bytes -> {});
    }

    private void assertRefused(AttestationError error) {
        assertThatThrownBy(() -> Attestation.read(folder, List.of(key.verifyingKey())))
                .isInstanceOfSatisfying(GraftException.class, refused -> assertThat(refused.code())
                        .isEqualTo(error));
    }
}
