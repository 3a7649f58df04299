package io.graft.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code graft} command. */
@Command(
        name = "graft",
        description = "A registry and versioning suite for base models, adapters and merges.",
        version = "graft 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused or failed: the input, or what was asked for, is at fault",
            "2:the command line is wrong",
            "3:a disk, a network, a server or a program that is needed failed or is missing",
            "4:a defect in graft"
        },
        footer = {"%nTests of the whole project: ./graft test", "Help for one command: graft COMMAND --help"})
final class Graft {
    /** Each makes its command, or commands below it; in the order of the help. */
    private static final Map<String, Function<Terminal, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("adapter", Adapters::commandLine);
        COMMANDS.put("check", Check::new);
        COMMANDS.put("demo", Demo::new);
        COMMANDS.put("eval", Eval::new);
        COMMANDS.put("evict", Evict::new);
        COMMANDS.put("gates", Gates::commandLine);
        COMMANDS.put("gguf", Gguf::commandLine);
        COMMANDS.put("generate", Generate::new);
        COMMANDS.put("impact", Impact::new);
        COMMANDS.put("import", Import::new);
        COMMANDS.put("interference", InterferenceOf::new);
        COMMANDS.put("keys", PublicKeys::new);
        COMMANDS.put("lift", Lift::new);
        COMMANDS.put("merge", Merge::new);
        COMMANDS.put("methods", Methods::new);
        COMMANDS.put("push", Push::new);
        COMMANDS.put("pull", Pull::new);
        COMMANDS.put("qlora", Qlora::new);
        COMMANDS.put("rebuild", Rebuild::new);
        COMMANDS.put("recipe", Recipes::commandLine);
        COMMANDS.put("release", Release::new);
        COMMANDS.put("remerge", Remerge::new);
        COMMANDS.put("rollback", Rollback::new);
        COMMANDS.put("rules", Rules::commandLine);
        COMMANDS.put("runs", Runs::commandLine);
        COMMANDS.put("tag", Tag::new);
        COMMANDS.put("up", Up::new);
        COMMANDS.put("verify", Verify::new);
        COMMANDS.put("verify-merge", VerifyMerge::new);
        COMMANDS.put("why", Why::new);
        COMMANDS.put("withdraw", Withdraw::new);
    }

    @Option(names = "--debug", description = "Show stack traces with errors.", scope = ScopeType.INHERIT)
    boolean debug;

    private Graft() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.system(), arguments).execute(arguments));
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, COMMANDS.keySet());
    }

    /** As much of it as these arguments need: to build all of it takes a third of the time that a short command does. */
    private static CommandLine commandLine(Terminal terminal, String... arguments) {
        return arguments.length > 0 && COMMANDS.containsKey(arguments[0])
                ? commandLine(terminal, Set.of(arguments[0]))
                : commandLine(terminal);
    }

    private static CommandLine commandLine(Terminal terminal, Set<String> names) {
        Graft graft = new Graft();
        Errors errors = new Errors(graft);
        CommandLine whole = new CommandLine(graft);
        names.forEach(name -> whole.addSubcommand(
                name, Objects.requireNonNull(COMMANDS.get(name)).apply(terminal)));
        return whole.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }
}
