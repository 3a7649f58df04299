package io.graft.core;

/**
 * A stable name for one way in which something can go wrong. Each area keeps its own enum of these; the constant's name is
 * what users see in terminals, problem documents and logs, so it never changes once released.
 */
public interface ErrorCode {
    String name();

    Fault fault();
}
