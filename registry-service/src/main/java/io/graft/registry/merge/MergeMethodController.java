package io.graft.registry.merge;

import io.graft.core.method.MergeMethods;
import io.graft.core.method.MethodCard;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a recipe's {@code merge_method} may be, for people and for forms. */
@RestController
@RequestMapping("/api/v1/merge-methods")
class MergeMethodController {
    /** All methods, as they declare themselves. */
    record Methods(List<MethodCard> methods) {}

    @GetMapping
    Methods list() {
        return new Methods(MergeMethods.all().stream().map(MethodCard::of).toList());
    }
}
