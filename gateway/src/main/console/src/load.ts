import { useCallback, useEffect, useState } from "react";
import { Problem } from "./api";
import type { Page } from "./api";

export type Loaded<T> =
  | { state: "loading" }
  | { state: "ready"; value: T }
  | { state: "failed"; problem: Problem };

export type Load<T> = (signal: AbortSignal) => Promise<T>;

const LOADING = { state: "loading" } as const;

/**
 * Loads what the key names, again whenever the key changes or `again` is called. A new key starts from "loading"; loading again
 * keeps what is there until the answer has come.
 */
export function useLoad<T>(key: string, load: Load<T>): { loaded: Loaded<T>; again: () => void } {
  const [held, setHeld] = useState<{ key: string; loaded: Loaded<T> }>({ key, loaded: LOADING });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    settle(load(abort.signal), abort.signal, (loaded) => setHeld({ key, loaded }));
    return () => abort.abort();
    // The key stands for everything that load depends on.
  }, [key, round]);
  const again = useCallback(() => setRound((last) => last + 1), []);
  return { loaded: held.key === key ? held.loaded : LOADING, again };
}

/**
 * Loads a list page by page; `more` is null when there is no page after. `again` goes back to the first page alone: `extended`
 * says whether that would take something away.
 */
export function usePages<T>(key: string, load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>) {
  const first = useLoad(key, (signal) => load(undefined, signal));
  const [rest, setRest] = useState<{ of: Loaded<Page<T>>; items: T[]; next: string | null; busy: boolean }>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { loaded } = first;
  if (loaded.state !== "ready") return { loaded, again: first.again, more: null, busy: false, problem: null, extended: false };

  const tail = rest?.of === loaded ? rest : { of: loaded, items: [], next: loaded.value.next, busy: false };
  const more = () => {
    if (tail.busy || tail.next === null) return;
    setRest({ ...tail, busy: true });
    setProblem(null);
    settle(load(tail.next, new AbortController().signal), null, (page) => {
      if (page.state === "ready") {
        setRest({ ...tail, items: [...tail.items, ...page.value.items], next: page.value.next, busy: false });
      } else if (page.state === "failed") {
        setRest({ ...tail, busy: false });
        setProblem(page.problem);
      }
    });
  };
  const items: Loaded<T[]> = { state: "ready", value: [...loaded.value.items, ...tail.items] };
  return {
    loaded: items,
    again: first.again,
    more: tail.next === null ? null : more,
    busy: tail.busy,
    problem,
    extended: tail.items.length > 0,
  };
}

function settle<T>(promise: Promise<T>, signal: AbortSignal | null, set: (loaded: Loaded<T>) => void) {
  promise.then(
    (value) => signal?.aborted || set({ state: "ready", value }),
    (error: unknown) => signal?.aborted || set({ state: "failed", problem: asProblem(error) }),
  );
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem("CONSOLE_FAILED", String(error), "Reload the page; if it stays so, report this text.");
}
