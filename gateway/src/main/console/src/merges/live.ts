import { api, isActive, mergeEventsUrl } from "../api";
import type { Merge } from "../api";
import { useLive } from "../live";

/** A merge that is kept up to date by the registry's events as long as it runs. */
export function useMerge(id: string) {
  return useLive<Merge>({
    key: `merge ${id}`,
    load: (signal) => api.merge(id, signal),
    events: { url: mergeEventsUrl(id), name: "merge" },
    isOver: (merge) => !isActive(merge),
    isUpToDate: (merge, other) => isActive(other) || !isActive(merge),
  });
}
