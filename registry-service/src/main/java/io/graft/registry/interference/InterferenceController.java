package io.graft.registry.interference;

import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InterferenceController {
    private final Interferences interferences;

    InterferenceController(Interferences interferences) {
        this.interferences = interferences;
    }

    /**
     * What to compare.
     *
     * @param base {@code namespace/name@version-or-alias}
     * @param adapters two or more of the same form, all trained on it
     */
    record InterferenceRequest(String base, List<String> adapters) {}

    @PostMapping("/api/v1/interference")
    InterferenceView compare(@RequestBody InterferenceRequest request) {
        return interferences.among(request.base(), request.adapters());
    }
}
