package io.graft.registry.oci;

import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.VersionBytes;
import java.util.Locale;
import java.util.regex.Pattern;

/** What OCI's image specification and CNCF's ModelPack specification call things. */
final class MediaTypes {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String ARTIFACT = "application/vnd.cncf.model.manifest.v1+json";
    static final String CONFIG = "application/vnd.cncf.model.config.v1+json";
    static final String WEIGHT = "application/vnd.cncf.model.weight.v1.raw";
    static final String WEIGHT_CONFIG = "application/vnd.cncf.model.weight.config.v1.raw";
    static final String DOC = "application/vnd.cncf.model.doc.v1.raw";
    static final String CODE = "application/vnd.cncf.model.code.v1.raw";

    private static final Pattern FOR_PEOPLE =
            Pattern.compile("(.*/)?((readme|licen[cs]e|notice|copying|use_policy)[^/]*|[^/]*\\.(md|pdf))");
    private static final Pattern PROGRAM = Pattern.compile(".*\\.(py|sh|ipynb)");

    private MediaTypes() {}

    /** Files are sent as they are: neither packed nor compressed. */
    static String layer(ArtifactFile file) {
        String path = file.path().toLowerCase(Locale.ROOT);
        if (VersionBytes.areWeights(file)) {
            return WEIGHT;
        }
        if (PROGRAM.matcher(path).matches()) {
            return CODE;
        }
        return FOR_PEOPLE.matcher(path).matches() ? DOC : WEIGHT_CONFIG;
    }
}
