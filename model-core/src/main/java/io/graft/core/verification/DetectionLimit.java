package io.graft.core.verification;

/** Says what a check of sampled rows could not see. */
final class DetectionLimit {
    private static final double SURELY = 0.05;

    private DetectionLimit() {}

    static String of(Thoroughness how, long checked, long elements) {
        String precision = how.exact()
                ? "Any wrong bit in a checked element fails."
                : "Errors of up to one unit in the last place, and two in one element of 1,000, pass as rounding; "
                        + "from float32 on, up to 16 of the row's largest number.";
        if (checked == elements) {
            return "Every element was checked. " + precision;
        }
        double share = 1 - Math.pow(SURELY, 1.0 / how.rows());
        return ("%s %.2f %% of all elements were checked: tensors that are copied or small in whole, of others %d rows. "
                        + "A fault in less than %.1f %% of the rows of a single tensor may be missed in more than 5 %% of checks.")
                .formatted(precision, 100.0 * checked / elements, how.rows(), 100 * share);
    }
}
