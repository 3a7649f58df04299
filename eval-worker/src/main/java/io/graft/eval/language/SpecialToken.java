package io.graft.eval.language;

/** A token that stands for no text of its own. */
public record SpecialToken(String text, int id) {}
