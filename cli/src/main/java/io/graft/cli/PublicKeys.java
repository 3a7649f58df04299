package io.graft.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code graft keys}. */
@Command(
        name = "keys",
        description =
                "Prints the registry's public keys as PEM, for graft verify, openssl and cosign. The newest comes first.",
        footer = {"%nExamples:", "  graft keys > registry.pem"})
final class PublicKeys implements Callable<Integer> {
    private static final int LINE = 64;

    private final Terminal terminal;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    PublicKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        registry.connect().keys().forEach(key -> terminal.out().print(pem(key.publicKey())));
        return Exit.DONE;
    }

    private static String pem(String base64) {
        return "-----BEGIN PUBLIC KEY-----%n%s-----END PUBLIC KEY-----%n"
                .formatted(base64.replaceAll("(.{1,%d})".formatted(LINE), "$1" + System.lineSeparator()));
    }
}
