package io.graft.core.template;

import java.util.LinkedHashMap;

/** What {@code namespace()} makes: names that a loop can set for what comes after it. */
final class Namespace extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;
}
