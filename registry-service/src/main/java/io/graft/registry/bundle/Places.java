package io.graft.registry.bundle;

import java.util.regex.Pattern;

/**
 * Where versions lie on the server's machine, each in a folder of its own that never changes.
 *
 * @param folder that holds them all
 */
record Places(String folder) {
    /** What vLLM would not take for the end of a path. */
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_./~@+-]{1,1000}");

    Places {
        if (!FOLDER.matcher(folder).matches()) {
            throw BundleError.SERVING_FOLDER_MALFORMED.at(
                    "folder",
                    "\"%s\" cannot stand on a command line".formatted(folder),
                    "Use letters, digits and _ . / ~ @ + - only.");
        }
    }

    /** {@code models/team/bot/3}. */
    String of(Bundle.Part version) {
        return "%s/%s"
                .formatted(folder.replaceAll("/+$", ""), version.reference().replace('@', '/'));
    }

    /** The name in requests: it changes whenever the adapter does, or a server's cache would answer for the one before. */
    static String name(Bundle.Member member) {
        Bundle.Part adapter = member.adapter();
        String number = adapter.reference().substring(adapter.reference().indexOf('@') + 1);
        return "%s@%s-%s".formatted(member.task(), number, adapter.digest().abbreviated());
    }
}
