package io.graft.registry.release;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCyclesTest {
    @Test
    void aRuleThatWaitsForWhatItReleasesIsRefused() {
        assertThatThrownBy(() -> RuleCycles.refuse(merging("a/loop", "released: a/bot", "a/bot"), List.of()))
                .hasMessageContaining("a/loop → a/loop");
    }

    @Test
    void aCircleOfThreeRulesIsRefusedWithItsNames() {
        ReleaseRule first = merging("a/first", "released: a/adapter", "a/one");
        ReleaseRule second = merging("a/second", "released: a/o*", "a/two");
        ReleaseRule third = merging("a/third", "alias: {model: a/two, alias: production}", "a/adapter");

        assertThatThrownBy(() -> RuleCycles.refuse(third, List.of(first, second)))
                .hasMessageContaining("a/third → a/first → a/second → a/third");
    }

    @Test
    void aChainIsNoCircle() {
        ReleaseRule first = merging("a/first", "released: a/adapter", "a/one");
        ReleaseRule second = merging("a/second", "released: a/one", "a/two");

        assertThatCode(() -> RuleCycles.refuse(second, List.of(first))).doesNotThrowAnyException();
    }

    @Test
    void movingAnotherAliasThanTheOneItWaitsForIsNoCircle() {
        ReleaseRule promotion = judging("a/promotion", "alias: {model: a/*, alias: candidate}", "production");

        assertThatCode(() -> RuleCycles.refuse(promotion, List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> RuleCycles.refuse(
                        judging("a/promotion", "alias: {model: a/*, alias: candidate}", "candidate"), List.of()))
                .hasMessageContaining("a/promotion → a/promotion");
    }

    @Test
    void whatARuleSaidBeforeItIsWrittenAnewDoesNotCount() {
        ReleaseRule before = merging("a/rule", "released: a/bot", "a/bot");
        ReleaseRule after = merging("a/rule", "released: a/adapter", "a/bot");

        assertThatCode(() -> RuleCycles.refuse(after, List.of(before))).doesNotThrowAnyException();
    }

    private static ReleaseRule merging(String name, String when, String into) {
        return RuleReader.parse("""
                name: %s
                when: {%s}
                then:
                  merge: "{merge_method: linear, models: [{model: '${released}', parameters: {weight: 1}}]}"
                  into: %s
                  gate: a/gate@1
                  alias: production
                """.formatted(name, when, into));
    }

    private static ReleaseRule judging(String name, String when, String alias) {
        return RuleReader.parse("""
                name: %s
                when: {%s}
                then: {gate: a/gate@1, alias: %s}
                """.formatted(name, when, alias));
    }
}
