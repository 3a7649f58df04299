package io.graft.cli;

import io.graft.core.recipe.Source;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the registry says of versions that are taken back. */
final class Withdrawals {
    private final RegistryConnection connection;

    Withdrawals(RegistryConnection connection) {
        this.connection = connection;
    }

    /**
     * A version that contains another.
     *
     * @param weight with which it does; null where no single number says so
     */
    record Affected(
            String version,
            @Nullable String relation,
            @Nullable String via,
            @Nullable Double weight,
            int depth,
            List<String> aliases) {}

    record Impact(Affected version, List<Affected> downstream) {}

    record NewWithdrawal(String reason, String kind) {}

    record Withdrawal(UUID id, String version, String kind, String reason, int tainted, List<String> blockedAliases) {}

    record Proposal(
            String version,
            String state,
            List<String> without,
            List<String> waitsFor,
            @Nullable String why) {}

    Impact impact(Source.Registered version) throws InterruptedException {
        return connection.get(path(version) + "/impact", Impact.class);
    }

    Withdrawal withdraw(Source.Registered version, NewWithdrawal withdrawal) throws InterruptedException {
        return connection.post(path(version) + "/withdraw", withdrawal, Withdrawal.class);
    }

    List<Proposal> proposals(Withdrawal withdrawal) throws InterruptedException {
        return List.of(connection.get("/withdrawals/%s/proposals".formatted(withdrawal.id()), Proposal[].class));
    }

    private static String path(Source.Registered version) {
        return "/models/%s/%s/versions/%s".formatted(version.namespace(), version.name(), version.version());
    }
}
