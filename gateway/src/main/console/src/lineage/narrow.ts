import { useSyncExternalStore } from "react";

const query = window.matchMedia("(max-width: 640px)");

/** Whether the screen is a phone's: the graph then grows downwards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => query.matches,
  );
}
