package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Git and its LFS, as somebody has it who never set anything.
 *
 * @param home with what the two remember
 */
record Git(Path home) {
    static Git at(Path home) {
        Tool.require("git", "Install Git.");
        Tool.require("git-lfs", "Install Git LFS.");
        return new Git(home);
    }

    /** Runs a command to its good end. */
    String git(Path where, String... arguments) {
        Tool.Run run = run(where, arguments);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    /** Large files are fetched only where a test says so. */
    Tool.Run run(Path where, String... arguments) {
        return Tool.run(
                where,
                Map.of(
                        "HOME", home.toString(),
                        "XDG_CONFIG_HOME", home.toString(),
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_LFS_SKIP_SMUDGE", "1",
                        "GIT_AUTHOR_NAME", "Somebody",
                        "GIT_AUTHOR_EMAIL", "somebody@example.org",
                        "GIT_COMMITTER_NAME", "Somebody",
                        "GIT_COMMITTER_EMAIL", "somebody@example.org"),
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList());
    }

    /** A repository with a large file and an origin, whose large files belong to a server. */
    Path repository(String lfs, byte[] large) throws IOException {
        Path mine = home.resolve("mine");
        git(home, "init", "--bare", "--initial-branch=main", "origin.git");
        git(home, "init", "--initial-branch=main", "mine");
        git(mine, "lfs", "install");
        git(mine, "lfs", "track", "*.bin");
        git(mine, "config", "--file", ".lfsconfig", "lfs.url", lfs);
        git(mine, "remote", "add", "origin", home.resolve("origin.git").toString());
        Folders.write(mine, Map.of("weights.bin", large));
        git(mine, "add", ".");
        git(mine, "commit", "-m", "Weights");
        return mine;
    }
}
