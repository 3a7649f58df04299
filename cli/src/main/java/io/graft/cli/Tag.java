package io.graft.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft tag}. */
@Command(
        name = "tag",
        description = "Writes tags on a model, and takes them off. Release rules select by them, gates read license.",
        footer = {
            "%nExamples:",
            "  graft tag team/sentiment license=mit task=sentiment",
            "  graft tag team/sentiment task-"
        })
final class Tag implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE/NAME",
            converter = ModelName.Converter.class,
            description = "The model.")
    private ModelName model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE | KEY-",
            description = "A tag to write, or one to take off.")
    private List<String> tags;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Tag(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        tags.forEach(this::requireForm);
        Registry there = registry.connect();
        JsonNode view = JsonMapper.shared().createObjectNode();
        for (String tag : tags) {
            int at = tag.indexOf('=');
            view = at > 0
                    ? there.tag(model, tag.substring(0, at), tag.substring(at + 1))
                    : there.untag(model, tag.substring(0, tag.length() - 1));
        }
        view.path("tags").properties().forEach(tag -> terminal.out()
                .println("%s=%s".formatted(tag.getKey(), tag.getValue().asString())));
        return Exit.DONE;
    }

    private void requireForm(String tag) {
        if (tag.indexOf('=') < 1 && !(tag.endsWith("-") && tag.length() > 1)) {
            throw new ParameterException(spec.commandLine(), "\"%s\" is neither KEY=VALUE nor KEY-".formatted(tag));
        }
    }
}
