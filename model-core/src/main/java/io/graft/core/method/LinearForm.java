package io.graft.core.method;

import io.graft.core.kernel.Operand;
import io.graft.core.kernel.ScaledProduct;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A formula that is a sum, spelled out for whoever computes it elsewhere: {@code (Σ weight · whole + Σ weight · product) / divisor};
 * or, where there is an origin, {@code origin + factor · (Σ weight · (whole - origin) + Σ weight · product) / divisor}.
 *
 * @param wholes tensors that are read element by element
 * @param products of two thin factors, such as a LoRA's
 */
public record LinearForm(
        @Nullable Operand origin, List<Whole> wholes, List<Product> products, double divisor, double factor) {
    /** A weighted tensor. */
    public record Whole(double weight, Operand operand) {}

    /** A weighted product of two factors. */
    public record Product(double weight, ScaledProduct product) {}

    public LinearForm {
        wholes = List.copyOf(wholes);
        products = List.copyOf(products);
    }
}
