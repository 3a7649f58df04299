package io.graft.core.conversion;

/**
 * The order of rows within the heads of queries and keys. llama.cpp turns pairs of neighbours by their position, Hugging Face pairs of
 * one half and the other, so rows are reordered between them.
 *
 * @param rows how many rows a head has
 */
record HeadOrder(long rows) {
    static HeadOrder of(long rows, int heads, Object where) {
        if (heads <= 0 || rows % heads != 0 || rows / heads % 2 != 0) {
            throw ConversionError.TENSOR_NOT_CONVERTIBLE.at(
                    where, "%s has %d rows, which are not %d heads of pairs".formatted(where, rows, heads));
        }
        return new HeadOrder(rows / heads);
    }

    /** The row of Hugging Face's order that is to be row {@code row} in llama.cpp's. */
    long source(long row) {
        long within = row % rows;
        return row - within + within % 2 * (rows / 2) + within / 2;
    }

    /** The row of llama.cpp's order that is to be row {@code row} in Hugging Face's. */
    long target(long row) {
        long within = row % rows;
        return row - within + within % (rows / 2) * 2 + within / (rows / 2);
    }
}
