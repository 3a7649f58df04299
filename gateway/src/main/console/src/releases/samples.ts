/** Runs to try things with. */
import type { Run, RunState } from "./api";

export function run(...states: RunState[]): Run {
  return noted(...states.map((state): [RunState, string] => [state, ""]));
}

export function noted(...notes: [RunState, string][]): Run {
  const steps = notes.map(([state, note], index) => ({
    number: index + 1,
    state,
    note,
    actor: "registry",
    at: new Date(index * 1000).toISOString(),
  }));
  return {
    id: "r",
    rule: "a/rule@1",
    state: notes.at(-1)?.[0] ?? "QUEUED",
    cause: "release r",
    released: "a/b@1",
    depth: 1,
    target: "a/b@production",
    aliasStep: null,
    recipe: null,
    merge: null,
    version: null,
    evaluation: null,
    verdict: null,
    error: null,
    actor: "anna",
    createdAt: "2026-11-21T12:00:00Z",
    startedAt: null,
    finishedAt: null,
    steps,
    approvals: [],
  };
}
