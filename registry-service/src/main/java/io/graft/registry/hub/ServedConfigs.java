package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the configs of adapters, for each base that they are served with. The same in, the same out, so they are remembered. */
@Component
class ServedConfigs {
    private static final int MOST = 4096;
    private static final int LARGEST = 1 << 20;

    private final Blobs blobs;
    private final JsonMapper json;
    private final Map<Key, Optional<ServedConfig>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Optional<ServedConfig>> eldest) {
            return size() > MOST;
        }
    };

    ServedConfigs(Blobs blobs, JsonMapper json) {
        this.blobs = blobs;
        this.json = json;
    }

    private record Key(Digest config, ModelName base) {}

    /** Empty where it is not that of a LoRA. */
    Optional<ServedConfig> of(ArtifactFile config, ModelName base) {
        Key key = new Key(config.sha256(), base);
        Optional<Optional<ServedConfig>> remembered = remembered(key);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Optional<ServedConfig> read =
                config.size() > LARGEST ? Optional.empty() : ServedConfig.of(text(config), base.toString(), json);
        synchronized (known) {
            known.put(key, read);
        }
        return read;
    }

    private Optional<Optional<ServedConfig>> remembered(Key key) {
        synchronized (known) {
            return Optional.ofNullable(known.get(key));
        }
    }

    private String text(ArtifactFile config) {
        try (InputStream bytes = blobs.open(config.sha256())) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
