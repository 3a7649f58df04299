package io.graft.registry.merge;

import io.graft.registry.access.Actor;
import io.graft.registry.access.NeedsRole;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/namespaces/{namespace}/finding-policies")
class FindingPolicyController {
    private final FindingPolicies policies;

    FindingPolicyController(FindingPolicies policies) {
        this.policies = policies;
    }

    /**
     * What a code is to mean.
     *
     * @param severity error, warning, info or ignore
     * @param reason why, for those who come later
     */
    record Wanted(String severity, String reason) {}

    /** A policy as clients see it. */
    record PolicyView(String code, String severity, String reason, String setBy, Instant setAt) {
        static PolicyView of(FindingPolicy policy) {
            return new PolicyView(
                    policy.code(), policy.severity().word(), policy.reason(), policy.setBy(), policy.setAt());
        }
    }

    @GetMapping
    List<PolicyView> list(@PathVariable String namespace) {
        return policies.of(namespace).stream().map(PolicyView::of).toList();
    }

    /** Holds for merges that are asked for from now on. */
    @PutMapping("/{code}")
    @NeedsRole(Actor.ADMIN)
    PolicyView set(@PathVariable String namespace, @PathVariable String code, @RequestBody Wanted wanted) {
        return PolicyView.of(
                policies.set(namespace, code, FindingPolicy.Level.parse(wanted.severity()), wanted.reason()));
    }

    @DeleteMapping("/{code}")
    @NeedsRole(Actor.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String namespace, @PathVariable String code) {
        policies.lift(namespace, code);
    }
}
