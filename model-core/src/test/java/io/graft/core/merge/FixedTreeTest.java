package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedTreeTest {
    @Test
    void neighboursAreJoinedInOrder() {
        assertThat(tree(1)).isEqualTo("1");
        assertThat(tree(2)).isEqualTo("(1 2)");
        assertThat(tree(4)).isEqualTo("((1 2) (3 4))");
        assertThat(tree(7)).isEqualTo("(((1 2) (3 4)) ((5 6) 7))");
    }

    @Test
    void nothingHasNoRoot() {
        assertThat(new FixedTree<String>(FixedTreeTest::join).root()).isEmpty();
    }

    private static String tree(int leaves) {
        FixedTree<String> tree = new FixedTree<>(FixedTreeTest::join);
        for (int i = 1; i <= leaves; i++) {
            tree.add(Integer.toString(i));
        }
        return tree.root().orElseThrow();
    }

    private static String join(String earlier, String later) {
        return "(%s %s)".formatted(earlier, later);
    }
}
