package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraftTest {
    static Iterable<String> commands() {
        return Graft.commandLine(Terminal.system()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        Command help = graft(command, "--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage: graft " + command, "Examples:", "  graft " + command, "Exit codes:");
    }

    @Test
    void everyCommandIsCalledWhatItCallsItself() {
        Graft.commandLine(Terminal.system()).getSubcommands().forEach((name, command) -> assertThat(
                        command.getCommandSpec()
                                .userObject()
                                .getClass()
                                .getAnnotation(picocli.CommandLine.Command.class))
                .satisfies(stated -> assertThat(stated.name()).isEqualTo(name)));
    }

    @Test
    void anUnknownCommandIsAUsageError() {
        Command mistyped = graft("upp");
        assertThat(mistyped.exit()).isEqualTo(Exit.USAGE);
        assertThat(mistyped.err()).contains("error[USAGE]").contains("up");
    }

    @Test
    void noCommandIsAUsageErrorThatNamesThemAll() {
        Command nothing = graft();
        assertThat(nothing.exit()).isEqualTo(Exit.USAGE);
        assertThat(nothing.err()).contains("error[USAGE]").contains("graft --help");
    }
}
