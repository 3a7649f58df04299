package io.graft.core.licence;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a licence asks of whoever passes a model on, from the most permissive to the most restrictive. */
enum Terms {
    /** Nothing, or to name the authors. */
    PERMISSIVE(Set.of(
            "apache-2.0",
            "mit",
            "bsd",
            "bsd-2-clause",
            "bsd-3-clause",
            "bsd-3-clause-clear",
            "isc",
            "zlib",
            "cc0-1.0",
            "cc-by-2.0",
            "cc-by-3.0",
            "cc-by-4.0",
            "unlicense",
            "wtfpl",
            "postgresql",
            "ncsa",
            "artistic-2.0",
            "odc-by",
            "pddl",
            "cdla-permissive-1.0",
            "cdla-permissive-2.0")),
    /** Uses that are forbidden, a limit on the number of users, or a name to be carried on. */
    USE_RESTRICTED(Set.of(
            "openrail",
            "openrail++",
            "creativeml-openrail-m",
            "bigscience-openrail-m",
            "bigcode-openrail-m",
            "bigscience-bloom-rail-1.0",
            "llama2",
            "llama3",
            "llama3.1",
            "llama3.2",
            "llama3.3",
            "llama4",
            "gemma",
            "deepseek",
            "qwen",
            "tongyi-qianwen",
            "falcon-llm-license",
            "apple-ascl",
            "h-research",
            "intel-research")),
    /** The same licence for what is made of it. */
    SHARE_ALIKE(Set.of(
            "gpl",
            "gpl-2.0",
            "gpl-3.0",
            "agpl-3.0",
            "lgpl",
            "lgpl-2.1",
            "lgpl-3.0",
            "lgpl-lr",
            "mpl-2.0",
            "epl-1.0",
            "epl-2.0",
            "eupl-1.1",
            "eupl-1.2",
            "osl-3.0",
            "cc-by-sa-3.0",
            "cc-by-sa-4.0",
            "odbl",
            "cdla-sharing-1.0",
            "gfdl")),
    /** No use for money. */
    NON_COMMERCIAL(Set.of(
            "cc-by-nc-2.0",
            "cc-by-nc-3.0",
            "cc-by-nc-4.0",
            "cc-by-nc-sa-2.0",
            "cc-by-nc-sa-3.0",
            "cc-by-nc-sa-4.0",
            "apple-amlr",
            "fair-noncommercial-research-license",
            "qwen-research",
            "mnpl",
            "mrl")),
    /** Nothing may be made of it. */
    NO_DERIVATIVES(Set.of("cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0"));

    @SuppressWarnings("ImmutableEnumChecker") // Each is made by Set.of
    private final Set<String> licences;

    Terms(Set<String> licences) {
        this.licences = licences;
    }

    /** Empty for a licence that the Hub has no identifier for. */
    static Optional<Terms> of(String licence) {
        return Stream.of(values()).filter(terms -> terms.cover(licence)).findFirst();
    }

    private boolean cover(String licence) {
        return licences.contains(licence.strip().toLowerCase(Locale.ROOT));
    }
}
