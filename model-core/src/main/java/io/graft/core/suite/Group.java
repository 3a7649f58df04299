package io.graft.core.suite;

import java.util.List;
import java.util.Map;

/**
 * Several tasks under one name, with a common mean where the group asks for one.
 *
 * @param name of the group
 * @param alias what tables call it
 * @param members the names of its tasks and groups, in order
 * @param aggregates {@code aggregate_metric_list}
 * @param version {@code metadata.version}, 0 if there is none
 * @param settings all keys of the file
 */
public record Group(
        String name,
        String alias,
        List<String> members,
        List<Aggregate> aggregates,
        Object version,
        Map<String, Object> settings) {
    public Group {
        members = List.copyOf(members);
        aggregates = List.copyOf(aggregates);
    }

    /**
     * A mean over the tasks of a group.
     *
     * @param metric such as {@code acc}
     * @param filters the filters' names; empty for whichever the tasks have
     * @param weightedBySize whether a task counts by the number of its documents
     */
    public record Aggregate(String metric, List<String> filters, boolean weightedBySize) {
        public Aggregate {
            filters = List.copyOf(filters);
        }
    }
}
