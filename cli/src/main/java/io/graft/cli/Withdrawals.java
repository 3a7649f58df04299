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
            @Nullable String why,
            @Nullable String made,
            List<Move> moves) {
        /** Whether it can still come to something. */
        boolean isOpen() {
            return List.of("POSSIBLE", "WAITING", "RUNNING").contains(state);
        }

        boolean isDone() {
            return state.equals("DONE");
        }
    }

    /** An alias that still stands at the tainted version. */
    record Move(String alias, int from, int to) {}

    private record Wish(String version) {}

    private record Reason(String reason) {}

    Impact impact(Source.Registered version) throws InterruptedException {
        return connection.get(RegistryConnection.path(version) + "/impact", Impact.class);
    }

    Withdrawal withdraw(Source.Registered version, NewWithdrawal withdrawal) throws InterruptedException {
        return connection.post(RegistryConnection.path(version) + "/withdraw", withdrawal, Withdrawal.class);
    }

    List<Proposal> proposals(UUID withdrawal) throws InterruptedException {
        return List.of(connection.get("/withdrawals/%s/proposals".formatted(withdrawal), Proposal[].class));
    }

    /** Has a tainted version merged again. */
    Proposal remerge(UUID withdrawal, String version) throws InterruptedException {
        return connection.post("/withdrawals/%s/remerge".formatted(withdrawal), new Wish(version), Proposal.class);
    }

    Withdrawal lift(UUID withdrawal, String reason) throws InterruptedException {
        return connection.post("/withdrawals/%s/lift".formatted(withdrawal), new Reason(reason), Withdrawal.class);
    }
}
