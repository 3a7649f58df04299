package io.graft.core.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fewest insertions, deletions and substitutions of words that make one text of another, within a beam. */
final class EditDistance {
    /** What is done to a word on the way from the text to the reference. */
    enum Edit {
        KEEP,
        SUBSTITUTE,
        DELETE,
        INSERT
    }

    private static final int BEAM = 25;
    private static final int FAR = Integer.MAX_VALUE / 2;

    private final List<String> words;
    private final List<String> reference;
    private final int[][] costs;
    private final Edit[][] edits;

    EditDistance(List<String> words, List<String> reference) {
        this.words = words;
        this.reference = reference;
        this.costs = new int[words.size() + 1][reference.size() + 1];
        this.edits = new Edit[words.size() + 1][reference.size() + 1];
        fill();
    }

    int cost() {
        return costs[words.size()][reference.size()];
    }

    private void fill() {
        for (int[] row : costs) {
            Arrays.fill(row, FAR);
        }
        for (int j = 0; j <= reference.size(); j++) {
            costs[0][j] = j;
            edits[0][j] = Edit.INSERT;
        }
        double ratio = words.isEmpty() ? 1 : (double) reference.size() / words.size();
        int beam = BEAM < ratio / 2 ? (int) Math.ceil(ratio / 2 + BEAM) : BEAM;
        for (int i = 1; i <= words.size(); i++) {
            int diagonal = (int) Math.floor(i * ratio);
            int end = i == words.size() ? reference.size() : Math.min(reference.size(), diagonal + beam - 1);
            for (int j = Math.max(0, diagonal - beam); j <= end; j++) {
                fill(i, j);
            }
        }
    }

    private void fill(int i, int j) {
        if (j > 0) {
            boolean same = words.get(i - 1).equals(reference.get(j - 1));
            offer(i, j, costs[i - 1][j - 1] + (same ? 0 : 1), same ? Edit.KEEP : Edit.SUBSTITUTE);
        }
        offer(i, j, costs[i - 1][j] + 1, Edit.DELETE);
        if (j > 0) {
            offer(i, j, costs[i][j - 1] + 1, Edit.INSERT);
        }
    }

    private void offer(int i, int j, int cost, Edit edit) {
        if (cost < costs[i][j]) {
            costs[i][j] = cost;
            edits[i][j] = edit;
        }
    }

    /** From the first word on. */
    List<Edit> trace() {
        List<Edit> trace = new ArrayList<>();
        int i = words.size();
        int j = reference.size();
        while (i > 0 || j > 0) {
            Edit edit = edits[i][j];
            trace.add(edit);
            i -= edit == Edit.INSERT ? 0 : 1;
            j -= edit == Edit.DELETE ? 0 : 1;
        }
        return trace.reversed();
    }
}
