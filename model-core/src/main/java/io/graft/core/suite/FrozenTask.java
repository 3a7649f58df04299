package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task with the very requests that lm-evaluation-harness made, from the {@code samples_<task>_<date>.jsonl} that {@code lm_eval
 * --log_samples} writes. So tasks that need Python can be asked without it. Where the {@code results_<date>.json} of that run
 * lies in the same folder, the task's metrics, filters and version are taken from it.
 */
final class FrozenTask implements SuiteTask {
    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?samples_(.+?)(?:_\\d{4}-\\d{2}-\\d{2}T\\d{2}[-:.\\d]*)?\\.jsonl");

    private final TaskSpec spec;
    private final List<Item> items;
    private final Digest digest;

    private FrozenTask(TaskSpec spec, List<Item> items) {
        this.spec = spec;
        this.items = items;
        this.digest = RequestDigest.of(spec, items);
    }

    static boolean isSamplesFile(String path) {
        return NAME.matcher(path).matches();
    }

    static FrozenTask read(String path, SuiteFiles files) {
        List<Row> samples = JsonRows.read(path, files.bytes(path), "");
        if (samples.isEmpty()) {
            throw SuiteError.SUITE_DATA_EMPTY.at(
                    path, "%s holds no sample".formatted(path), "Log at least one sample with lm_eval --log_samples.");
        }
        Matcher name = NAME.matcher(path);
        FrozenConfig config = FrozenConfig.find(path, name.matches() ? name.group(1) : path, files);
        FrozenSamples read = new FrozenSamples(config, samples);
        return new FrozenTask(read.spec(), read.items());
    }

    @Override
    public TaskSpec spec() {
        return spec;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public List<Item> items(Subset subset) {
        BitSet chosen = Chosen.of(subset, items.size());
        List<Item> kept = new ArrayList<>();
        chosen.stream().forEach(place -> kept.add(items.get(place)));
        return kept;
    }

    @Override
    public Digest digest() {
        return digest;
    }
}
