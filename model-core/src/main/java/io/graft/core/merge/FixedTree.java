package io.graft.core.merge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Joins results, given in order, in a binary tree whose form depends on nothing but their number: as a binary counter carries, so
 * that no more results are kept than the number has digits.
 */
final class FixedTree<T> {
    private final BinaryOperator<T> join;
    private final Deque<Node<T>> roots = new ArrayDeque<>();

    private record Node<T>(int height, T result) {}

    /** @param join takes the earlier of two neighbours first */
    FixedTree(BinaryOperator<T> join) {
        this.join = join;
    }

    void add(T leaf) {
        Node<T> node = new Node<>(0, leaf);
        while (!roots.isEmpty() && roots.element().height() == node.height()) {
            node = new Node<>(node.height() + 1, join.apply(roots.pop().result(), node.result()));
        }
        roots.push(node);
    }

    /** All results joined; empty if there were none. Nothing can be added any more. */
    Optional<T> root() {
        return roots.stream().map(Node::result).reduce((later, earlier) -> join.apply(earlier, later));
    }
}
