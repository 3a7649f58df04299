package io.graft.core.licence;

import java.util.List;

/**
 * A model that another was made from.
 *
 * @param name {@code namespace/name@number}
 * @param licences by the Hub's identifiers; none if nobody says
 */
public record Parent(String name, List<String> licences) {}
