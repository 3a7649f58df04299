package io.graft.eval.run;

import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Asks one or several models the same requests. What a journal holds already is not asked again, so a run that was killed goes on
 * where it was, and a repeated one computes nothing.
 *
 * @param journals the folder of the journals, one for each model
 * @param progress is told after each reply
 */
public record EvaluationRun(Path journals, Consumer<Progress> progress) {
    /**
     * Runs all arms, one after the other.
     *
     * @return by arm, the replies to the requests in their order
     * @throws InterruptedException soon after the thread was interrupted; the replies up to then are kept
     */
    public SequencedMap<String, List<Reply>> run(List<Arm> arms, List<Request> requests) throws InterruptedException {
        SequencedMap<String, List<Reply>> replies = new LinkedHashMap<>();
        for (Arm arm : arms) {
            replies.put(arm.name(), run(arm, requests));
        }
        return replies;
    }

    /** Runs one arm and returns the replies to the requests in their order. */
    public List<Reply> run(Arm arm, List<Request> requests) throws InterruptedException {
        try (Journal journal = Journal.open(journals, arm.model().identity())) {
            Reply[] replies = new Reply[requests.size()];
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < replies.length; i++) {
                int index = i;
                journal.find(requests.get(i)).ifPresentOrElse(reply -> replies[index] = reply, () -> open.add(index));
            }
            Pace pace = new Pace(arm.name(), replies.length - open.size(), replies.length);
            arm.model().answer(open.stream().map(requests::get).toList(), (place, reply) -> {
                int index = open.get(place);
                journal.add(requests.get(index), reply);
                replies[index] = reply;
                progress.accept(pace.next());
            });
            return Arrays.asList(replies);
        }
    }

    /** Counts replies. */
    private static final class Pace {
        private final String arm;
        private final int found;
        private final int total;
        private final long started = System.nanoTime();
        private int fresh;

        private Pace(String arm, int found, int total) {
            this.arm = arm;
            this.found = found;
            this.total = total;
        }

        private Progress next() {
            fresh++;
            double seconds = Math.max(1e-9, (System.nanoTime() - started) / 1e9);
            double perSecond = fresh / seconds;
            int missing = total - found - fresh;
            return new Progress(
                    arm, found + fresh, total, perSecond, Duration.ofMillis((long) (1000 * missing / perSecond)));
        }
    }
}
