package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.core.artifact.ArtifactFile;
import java.util.List;

/**
 * The files of a version may not be larger together.
 *
 * @param atMost bytes, as a number or as {@code 10 GB}
 */
@JsonTypeName("size")
record SizeCondition(ByteCount atMost) implements Condition {
    @Override
    public Judged judge(Subject subject) {
        long size =
                subject.version().files().stream().mapToLong(ArtifactFile::size).sum();
        Reading reading = Reading.atMost("bytes", (double) size, (double) atMost.bytes());
        return Judged.of(
                        this,
                        reading.outcome(),
                        "%s has %s, and may have %s"
                                .formatted(
                                        subject.name(), ByteCount.readable(size), ByteCount.readable(atMost.bytes())),
                        new Evidence(
                                "version", subject.name(), subject.version().digest()))
                .with(List.of(reading));
    }
}
