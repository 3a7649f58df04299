package io.graft.eval.run;

import io.graft.eval.language.LanguageModel;

/**
 * One of the models that a suite runs on side by side.
 *
 * @param name such as {@code base}, {@code base+adapter}, {@code merged}
 */
public record Arm(String name, LanguageModel model) {}
