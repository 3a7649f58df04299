package io.graft.core.adapter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of adapters that can be merged, under the names that PEFT gives them. */
public enum AdapterKind {
    LORA("LoRA"),
    ADALORA("AdaLoRA"),
    VERA("VeRA"),
    IA3("IA³"),
    LOHA("LoHa"),
    LOKR("LoKr"),
    OFT("OFT"),
    TRAINABLE_TOKENS("trainable-token");

    private final String title;

    AdapterKind(String title) {
        this.title = title;
    }

    /** How people write it, after its article: {@code A LoRA}, {@code An OFT}. */
    public String article() {
        return ("AIO".indexOf(title.charAt(0)) >= 0 ? "An " : "A ") + title;
    }

    static Optional<AdapterKind> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(wanted))
                .findFirst();
    }
}
