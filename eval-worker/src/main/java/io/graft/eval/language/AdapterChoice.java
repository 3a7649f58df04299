package io.graft.eval.language;

import java.nio.file.Path;

/**
 * An adapter beside a model's weights.
 *
 * @param folder in PEFT's format
 * @param weight the factor on what it adds; 1 is what PEFT does
 */
public record AdapterChoice(Path folder, double weight) {}
