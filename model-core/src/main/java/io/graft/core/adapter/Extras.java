package io.graft.core.adapter;

import java.util.List;
import java.util.Map;

/**
 * What an adapter changes beside, or instead of, the layers that it is named after.
 *
 * @param decomposes whether it is a DoRA
 * @param shiftsBiases whether its own layers have biases
 * @param replacesBiases whether the base's biases were trained, too
 * @param tiesChanges whether what is done to the embedding is meant for the output layer, too
 * @param savedModules whose tensors it holds whole
 * @param tokens ids of the rows that were trained, by the name of the embedding; that is empty if there is but one
 * @param parameters names of the parameters that it changes although no module is made for them alone
 */
record Extras(
        boolean decomposes,
        boolean shiftsBiases,
        boolean replacesBiases,
        boolean tiesChanges,
        List<String> savedModules,
        Map<String, List<Integer>> tokens,
        List<String> parameters,
        MoePacking packing) {
    Extras {
        savedModules = List.copyOf(savedModules);
        tokens = Map.copyOf(tokens);
        parameters = List.copyOf(parameters);
    }

    boolean saves(String module) {
        return savedModules.stream().anyMatch(name -> isPartOf(module, name));
    }

    /** Whether a module is one of that name, or inside one. */
    private static boolean isPartOf(String module, String name) {
        return ("." + module + ".").contains("." + name + ".");
    }

    static boolean isNamed(String module, String name) {
        return ("." + module).endsWith("." + name);
    }
}
