package io.graft.registry.withdrawal;

import io.graft.registry.model.VersionReference;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/withdrawals/{id}")
class ProposalController {
    private final WithdrawalListing listing;
    private final Proposals proposals;

    ProposalController(WithdrawalListing listing, Proposals proposals) {
        this.listing = listing;
        this.proposals = proposals;
    }

    /** @param version the tainted one, {@code namespace/name@number} */
    record Wish(String version) {}

    /** None once the withdrawal was lifted. */
    @GetMapping("/proposals")
    List<Proposal> list(@PathVariable UUID id) {
        listing.withdrawal(id);
        return proposals.of(id);
    }

    /** 202 while the version is being merged again, 200 when it was before. */
    @PostMapping("/remerge")
    ResponseEntity<Proposal> run(@PathVariable UUID id, @RequestBody Wish wish) {
        if (listing.withdrawal(id).lifted() != null) {
            throw WithdrawalError.lifted(id);
        }
        Proposal proposal = proposals.run(id, VersionReference.parse(wish.version()));
        boolean done = proposal.state() == Proposal.State.DONE;
        return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.ACCEPTED).body(proposal);
    }
}
