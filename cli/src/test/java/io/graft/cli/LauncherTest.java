package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, where Maven is a script that counts how often it is called. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../graft");

    @TempDir
    Path home;

    record Ended(int exit, String output) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.copy(LAUNCHER, home.resolve("graft"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        for (String module :
                List.of("model-core", "registry-service", "merge-worker", "eval-worker", "gateway", "cli")) {
            Files.createDirectories(home.resolve(module).resolve("src/main/java"));
            Files.writeString(home.resolve(module).resolve("src/main/java/A.java"), "class A {}");
        }
        makeOlder();
        Files.createDirectories(home.resolve("bin"));
        maven("cp \"$(dirname \"$0\")/echo.jar\" cli/target/graft/graft.jar; sleep 1");
        try (OutputStream file = Files.newOutputStream(home.resolve("bin/echo.jar"))) {
            jar(file);
        }
    }

    @Test
    void buildsOnceAndThenOnlyRuns() throws Exception {
        assertThat(graft("merge", "--help").output())
                .contains("building graft", "ran merge --help from " + home.toRealPath());
        assertThat(graft("check").output()).doesNotContain("building").contains("ran check");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        graft("check");
        Files.writeString(home.resolve("gateway/src/main/java/A.java"), "class A { int a; }");
        graft("check");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws Exception {
        graft("check");
        Files.delete(home.resolve("gateway/src/main/java/A.java"));
        graft("check");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void testsAndWhatBuildsLeaveBehindAreNoReasonToBuild() throws Exception {
        graft("check");
        for (String path :
                List.of("cli/src/test/java/B.java", "cli/target/x", "gateway/src/main/console/node_modules/y")) {
            Files.createDirectories(Objects.requireNonNull(home.resolve(path).getParent()));
            Files.writeString(home.resolve(path), "");
        }
        graft("check");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void twoLaunchersAtOnceBuildOnce() throws Exception {
        List<Process> launchers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            launchers.add(start("check"));
        }
        for (Process launcher : launchers) {
            assertThat(end(launcher)).extracting(Ended::exit).isEqualTo(0);
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfALauncherThatWasKilledIsNoObstacle() throws Exception {
        Files.createSymbolicLink(home.resolve(".graft-build"), Path.of("2147483646"));
        assertThat(graft("check").output()).contains("ran check");
        assertThat(home.resolve(".graft-build")).doesNotExist();
    }

    @Test
    void aFailedBuildShowsWhyAndIsTriedAgain() throws Exception {
        maven("echo '[ERROR] A.java:1 is wrong'; exit 1");
        for (int time = 0; time < 2; time++) {
            Ended failed = graft("check");
            assertThat(failed.exit()).isEqualTo(Exit.ENVIRONMENT);
            assertThat(failed.output()).contains("[ERROR] A.java:1 is wrong", "error[BUILD_FAILED]", "build.log");
        }
        assertThat(home.resolve(".graft-build")).doesNotExist();
    }

    private Ended graft(String... arguments) throws Exception {
        return end(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("graft").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, first) -> first + ":" + path);
        return builder.start();
    }

    private static Ended end(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private long builds() throws IOException {
        return Files.readAllLines(home.resolve("bin/calls")).size();
    }

    private void maven(String build) throws IOException {
        Path script = home.resolve("bin/mvn");
        Files.writeString(script, """
                #!/bin/sh
                [ "$1" = --version ] && echo 'Apache Maven 3.9.0' && exit
                echo "$@" >>"$(dirname "$0")/calls"
                %s
                """.formatted(build));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void makeOlder() throws IOException {
        try (var paths = Files.walk(home)) {
            for (Path path : paths.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }

    private static void jar(OutputStream to) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String entry = Echo.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(to, manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(Echo.class.getClassLoader().getResourceAsStream(entry))
                    .transferTo(jar);
        }
    }
}
