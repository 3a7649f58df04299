package io.graft.core.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.graft.core.preflight.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InheritanceTest {
    @Test
    void theMostRestrictiveComesFirstAndAllApply() {
        assertThat(of("mit", "cc-by-nc-4.0", "llama3", "mit").licences())
                .containsExactly("cc-by-nc-4.0", "llama3", "mit");
    }

    @Test
    void aLicenceThatNobodyKnowsIsTakenForTheMostRestrictive() {
        assertThat(of("mit", "acme-internal").licences()).containsExactly("acme-internal", "mit");
    }

    @Test
    void permissiveLicencesAreNothingToRemark() {
        assertThat(of("apache-2.0", "mit", "bsd-3-clause").findings()).isEmpty();
    }

    @Test
    void aMergeOfSilentParentsIsNothingToRemark() {
        assertThat(new Inheritance(List.of(new Parent("a/a@1", List.of()), new Parent("a/b@1", List.of()))).findings())
                .isEmpty();
    }

    @Test
    void whoIsSilentAmongOthersIsNamed() {
        assertThat(new Inheritance(List.of(new Parent("a/a@1", List.of("mit")), new Parent("a/b@1", List.of())))
                        .findings())
                .extracting(Finding::code, Finding::where)
                .containsExactly(tuple("LICENCE_UNKNOWN", "a/b@1"));
    }

    @Test
    void shareAlikeAcceptsNoRestrictionOfUse() {
        assertThat(codes("gpl-3.0", "llama3")).containsExactly("LICENCES_CONFLICT");
        assertThat(codes("llama3", "gpl-3.0")).containsExactly("LICENCES_CONFLICT");
        assertThat(codes("cc-by-sa-4.0", "gpl-3.0")).containsExactly("LICENCES_CONFLICT");
    }

    @Test
    void shareAlikeAcceptsItselfAndWhatIsPermissive() {
        assertThat(codes("gpl-3.0", "mit")).isEmpty();
        assertThat(codes("gpl-3.0", "gpl-3.0")).isEmpty();
    }

    @Test
    void whatForbidsDerivativesCannotBeMerged() {
        assertThat(codes("mit", "cc-by-nc-nd-4.0")).containsExactly("LICENCE_FORBIDS_DERIVATIVES");
    }

    private static List<String> codes(String... licences) {
        return of(licences).findings().stream().map(Finding::code).toList();
    }

    private static Inheritance of(String... licences) {
        int[] number = {0};
        return new Inheritance(Stream.of(licences)
                .map(licence -> new Parent("acme/model@" + ++number[0], List.of(licence)))
                .toList());
    }
}
