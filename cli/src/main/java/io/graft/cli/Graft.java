package io.graft.cli;

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
    @Option(names = "--debug", description = "Show stack traces with errors.", scope = ScopeType.INHERIT)
    boolean debug;

    private Graft() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.system()).execute(arguments));
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine(Terminal terminal) {
        Graft graft = new Graft();
        Errors errors = new Errors(graft);
        return new CommandLine(graft)
                .addSubcommand(Adapters.commandLine(terminal))
                .addSubcommand(new Check(terminal))
                .addSubcommand(new Demo(terminal))
                .addSubcommand(new Eval(terminal))
                .addSubcommand(new Evict(terminal))
                .addSubcommand(Gates.commandLine(terminal))
                .addSubcommand(Gguf.commandLine(terminal))
                .addSubcommand(new Generate(terminal))
                .addSubcommand(new Impact(terminal))
                .addSubcommand(new InterferenceOf(terminal))
                .addSubcommand(new PublicKeys(terminal))
                .addSubcommand(new Lift(terminal))
                .addSubcommand(new Merge(terminal))
                .addSubcommand(new Methods(terminal))
                .addSubcommand(new Push(terminal))
                .addSubcommand(new Pull(terminal))
                .addSubcommand(new Qlora(terminal))
                .addSubcommand(new Rebuild(terminal))
                .addSubcommand(Recipes.commandLine(terminal))
                .addSubcommand(new Release(terminal))
                .addSubcommand(new Remerge(terminal))
                .addSubcommand(new Rollback(terminal))
                .addSubcommand(Rules.commandLine(terminal))
                .addSubcommand(Runs.commandLine(terminal))
                .addSubcommand(new Tag(terminal))
                .addSubcommand(new Up(terminal))
                .addSubcommand(new Verify(terminal))
                .addSubcommand(new VerifyMerge(terminal))
                .addSubcommand(new Why(terminal))
                .addSubcommand(new Withdraw(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }
}
