package io.graft.core.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack is refused with a message of its own, by a process with 64 MB of heap. */
class MalformedInputTest {
    private static final Map<String, Refusal> REFUSALS = new HashMap<>();

    @TempDir
    static Path room;

    /** What the victim answered. */
    private record Refusal(Path folder, String code, String where, String message, String remedy) {
        static Refusal of(Path folder, String answer) {
            String[] fields = answer.split("\t", -1);
            return new Refusal(folder, fields[0], fields[1], fields[2], fields[3]);
        }

        /** The message without the folder, which differs anyway. */
        String messageAnywhere() {
            return message.replace(folder.toString(), "");
        }
    }

    private static List<Attack> attacks() {
        return Stream.of(
                        FileAttacks.all(),
                        TensorAttacks.all(),
                        CheckpointAttacks.all(),
                        AdapterAttacks.all(),
                        FloodAttacks.all())
                .flatMap(attacks -> attacks)
                .toList();
    }

    @BeforeAll
    static void letTheVictimOpenEverything() throws IOException, InterruptedException {
        List<Attack> attacks = attacks();
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < attacks.size(); i++) {
            Attack attack = attacks.get(i);
            attack.forgery().in(Files.createDirectory(folder(i)));
            orders.append(attack.opening()).append(' ').append(folder(i)).append('\n');
        }
        Path answers = room.resolve("answers");
        assertThat(victim(Files.writeString(room.resolve("orders"), orders), answers)
                        .waitFor())
                .isZero();
        List<String> lines = Files.readAllLines(answers);
        for (int i = 0; i < attacks.size(); i++) {
            REFUSALS.put(attacks.get(i).name(), Refusal.of(folder(i), lines.get(i)));
        }
    }

    private static Path folder(int attack) {
        return room.resolve("attack" + attack);
    }

    private static Process victim(Path orders, Path answers) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        orders.toString(),
                        answers.toString())
                .inheritIO()
                .start();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void theAttackIsRefusedByItsName(Attack attack) {
        Refusal refusal = REFUSALS.get(attack.name());

        assertThat(refusal.code()).as(refusal.message()).isEqualTo(attack.code().name());
        assertThat(refusal.message()).contains(attack.says());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void theRefusalNamesTheFileAndSaysWhatToDo(Attack attack) {
        Refusal refusal = REFUSALS.get(attack.name());

        assertThat(refusal.where()).startsWith(refusal.folder().toString());
        assertThat(refusal.remedy()).endsWith(".");
        assertThat(refusal.message()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(2000);
    }

    @Test
    void noTwoAttacksAreRefusedInTheSameWords() {
        Map<String, Long> counts = REFUSALS.values().stream()
                .collect(Collectors.groupingBy(Refusal::messageAnywhere, Collectors.counting()));

        assertThat(counts.entrySet())
                .allSatisfy(
                        entry -> assertThat(entry.getValue()).as(entry.getKey()).isOne());
        assertThat(counts).hasSizeGreaterThan(40);
    }
}
