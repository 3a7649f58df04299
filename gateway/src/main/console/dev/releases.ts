/** Rules, runs, verdicts and moves of aliases in the stand-in registry: made up, in the shapes of the real one. */
import type { Alias, AliasMove } from "../src/aliases/api";
import type { Judged, GateVerdict, OutcomeName, Reading } from "../src/gates/api";
import type { Run, RunState, Step } from "../src/releases/api";
import type { Plan, Rule } from "../src/rules/api";
import { before, digest } from "./data.ts";

const SUITE = "acme/abilities@1";
const GATE = "acme/production-gate@2";
const TARGET = "acme/assistant@production";

const RULE = `name: acme/assistant-rule
description: The assistant, made anew when the mood reader is
when:
  released:
    model: acme/sentiment*
    base: acme/llama-3.1-8b-instruct
then:
  merge: |
    merge_method: task_arithmetic
    base_model: acme/llama-3.1-8b-instruct@1
    models:
      - model: acme/llama-3.1-8b-instruct@1+\${released}
        parameters: {weight: 0.7}
      - model: acme/llama-3.1-8b-instruct@1+acme/support@2
        parameters: {weight: 1.0}
    dtype: bfloat16
  into: acme/assistant
  evaluate: {suite: ${SUITE}, against: ["\${champion}"]}
  gate: ${GATE}
  alias: production
concurrency: queue
limits: {runsPerDay: 20}
`;

export const rules: Rule[] = [
  { name: "acme/assistant-rule", number: 3, enabled: true, document: RULE, actor: "anna", createdAt: before(70) },
  {
    name: "acme/stable-adapters",
    number: 1,
    enabled: false,
    document: `name: acme/stable-adapters\nwhen: {alias: {model: acme/support, alias: stable}}\nthen: {gate: ${GATE}, alias: production}\n`,
    actor: "ben",
    createdAt: before(300),
  },
];

/** Recipe of what is pinned, as canonical JSON. */
const PINNED = JSON.stringify({
  base_model: "acme/llama-3.1-8b-instruct@1",
  dtype: "bfloat16",
  merge_method: "task_arithmetic",
  models: [
    { model: "acme/llama-3.1-8b-instruct@1+acme/sentiment@3", parameters: { weight: 0.7 } },
    { model: "acme/llama-3.1-8b-instruct@1+acme/support@2", parameters: { weight: 1 } },
  ],
});

const MINUTE = 1 / 60;
const NOTES: Partial<Record<RunState, string>> = {
  QUEUED: "release 0199c0de-77aa-7000-8000-0000000000aa",
  PREPARING: "inputs pinned",
  MERGING: "merge 0199c0de-77aa-7000-8000-000000000001",
  VERIFYING: "made acme/assistant@4",
  EVALUATING: "evaluation 0199c0de-77aa-7000-8000-000000000002",
  JUDGING: "measured",
  WAITING: "waits for approval of acme/assistant@4",
  STOPPED: `${GATE}: FAIL`,
  RELEASED: `acme/assistant@3 passed ${GATE} by acme/assistant-rule@3`,
  FAILED: "The merge came to nothing: no disk space left",
  SKIPPED: "20 runs were begun within a day",
};

function steps(hoursAgo: number, states: RunState[]): Step[] {
  return states.map((state, index) => ({
    number: index + 1,
    state,
    note: NOTES[state] ?? "",
    actor: index === 0 ? "anna" : "registry",
    at: before(hoursAgo - index * 2 * MINUTE),
  }));
}

function run(id: string, hoursAgo: number, states: RunState[], more: Partial<Run> = {}): Run {
  const diary = steps(hoursAgo, states);
  const state = states.at(-1) ?? "QUEUED";
  const came = (to: RunState) => states.includes(to);
  return {
    id,
    rule: "acme/assistant-rule@3",
    state,
    cause: NOTES.QUEUED ?? "",
    released: "acme/sentiment@3",
    depth: 1,
    target: TARGET,
    aliasStep: came("PREPARING") ? 4 : null,
    recipe: came("PREPARING") ? PINNED : null,
    merge: came("MERGING") ? "merge-4" : null,
    version: came("VERIFYING") ? "acme/assistant@4" : null,
    evaluation: came("EVALUATING") ? "evaluation-2" : null,
    verdict: null,
    error: null,
    actor: "anna",
    createdAt: before(hoursAgo),
    startedAt: came("PREPARING") ? before(hoursAgo) : null,
    finishedAt: ["RELEASED", "STOPPED", "FAILED", "CANCELLED", "SKIPPED"].includes(state) ? (diary.at(-1)?.at ?? null) : null,
    steps: diary,
    approvals: [],
    ...more,
  };
}

const ALL_THE_WAY: RunState[] = ["QUEUED", "PREPARING", "MERGING", "VERIFYING", "EVALUATING", "JUDGING"];

export const runs: Run[] = [
  run("run-queued", 0.02, ["QUEUED"], { released: "acme/sentiment@2" }),
  run("run-live", 0.05, ["QUEUED", "PREPARING"]),
  run("run-waiting", 3, [...ALL_THE_WAY, "WAITING"], { verdict: "verdict-waiting" }),
  run("run-stopped", 20, [...ALL_THE_WAY, "STOPPED"], { released: "acme/support@2", verdict: "verdict-fail" }),
  run("run-failed", 40, ["QUEUED", "PREPARING", "MERGING", "FAILED"], {
    error: {
      code: "RUN_STEP_FAILED",
      severity: "error",
      where: "merge merge-failed",
      message: "The merge came to nothing: the worker ran out of disk space after 11.2 GB.",
      remedy: "See merge merge-failed, and retry the run from there.",
    },
    merge: "merge-failed",
  }),
  run("run-released", 72, [...ALL_THE_WAY, "RELEASED"], { released: "acme/sentiment@2", version: "acme/assistant@3", merge: "merge-3", verdict: "verdict-pass" }),
  run("run-skipped", 90, ["SKIPPED"]),
];

function reading(of: string, value: number, limit: number, outcome: OutcomeName, more: Partial<Reading> = {}): Reading {
  return { of, against: null, documents: null, value, lower: null, upper: null, limit, outcome, ...more };
}

function judged(condition: Judged["condition"], outcome: OutcomeName, sentence: string, readings: Reading[] = []): Judged {
  return { condition, outcome, applies: true, sentence, readings, evidence: [] };
}

function verdict(id: string, version: string, support: number, approved: boolean): GateVerdict {
  const failed = support < 0.9;
  const outcome = failed ? "FAIL" : approved ? "PASS" : "INCONCLUSIVE";
  const change = (task: string, against: string, value: number, result: OutcomeName) =>
    reading(task, value, -0.022, result, { against, documents: 400, lower: value - 0.021, upper: value + 0.021 });
  return {
    id,
    gate: GATE,
    version,
    digest: digest(version),
    outcome,
    awaitsApproval: outcome === "INCONCLUSIVE",
    conditions: [
      judged({ verification: { without: null } }, "PASS", `The verification of ${version} says PASS`),
      judged({ findings: { none: "error", except: [] } }, "PASS", `Nothing of severity error was found of ${version}`, [reading("findings", 0, 0, "PASS")]),
      judged({ score: { suite: SUITE, task: "support", metric: "acc", filter: "none", atLeast: 0.9, atMost: null, documents: 200, confidence: 0.95 } }, failed ? "FAIL" : "PASS", `support/acc of ${version} is ${support.toFixed(4)} on 400 documents, and has to be at least 0.9`, [
        reading("support/acc", support, 0.9, failed ? "FAIL" : "PASS", { documents: 400, lower: support - 0.02, upper: support + 0.018 }),
      ]),
      judged({ forgetting: { suite: SUITE, per: "task", tasks: ["general", "sentiment"], margin: null } }, failed ? "FAIL" : "PASS", failed ? `${version} forgot more on ${SUITE} than its margins permit: sentiment -0.0540 (-0.0750 to -0.0330)` : `${version} forgot nothing on ${SUITE} that its margins do not permit`, [
        change("general", "acme/llama-3.1-8b-instruct@1", 0.002, "PASS"),
        change("sentiment", "acme/llama-3.1-8b-instruct@1+acme/sentiment@2", failed ? -0.054 : 0.001, failed ? "FAIL" : "PASS"),
      ]),
      judged({ size: { atMost: 20_000_000_000 } }, "PASS", `${version} has 16069766428 bytes, and may have 20000000000`, [reading("bytes", 16_069_766_428, 20_000_000_000, "PASS")]),
      judged({ approval: { role: "release-manager" } }, approved ? "PASS" : "INCONCLUSIVE", approved ? `${version} was approved by release-manager` : `${version} awaits the approval of release-manager`),
    ],
    judgedAt: before(3),
  };
}

export const verdicts: GateVerdict[] = [
  verdict("verdict-pass", "acme/assistant@3", 0.95, true),
  verdict("verdict-waiting", "acme/assistant@4", 0.94, false),
  verdict("verdict-fail", "acme/assistant@4", 0.72, true),
];

export function plan(rule: string, released: string): Plan {
  return {
    rule: `${rule}@3`,
    released,
    target: TARGET,
    recipe: PINNED.replace("acme/sentiment@3", released),
    inputs: ["acme/llama-3.1-8b-instruct@1", released, "acme/support@2"].map((each) => ({ reference: each, version: each, digest: digest(each) })),
    findings: [
      {
        code: "ADAPTER_ZERO_DELTA",
        severity: "info",
        where: "acme/support@2: layers.31",
        message: "The adapter's delta is zero in layer 31.",
        remedy: "Nothing to do if the layer was frozen on purpose.",
      },
    ],
    evaluate: SUITE,
    gate: GATE,
    stands: 3,
  };
}

export const aliases: Alias[] = [
  { alias: "champion", version: 4, step: 1, isProtected: false },
  { alias: "production", version: 3, step: 4, isProtected: true },
];

function moved(alias: string, step: number, from: number | null, to: number, hoursAgo: number, more: Partial<AliasMove> = {}): AliasMove {
  return { model: "acme/assistant", alias, step, from, to, cause: "HAND", actor: "anna", reason: "", run: null, verdict: null, at: before(hoursAgo), ...more };
}

export const moves: AliasMove[] = [
  moved("production", 4, 2, 3, 72, {
    cause: "RELEASE",
    reason: `acme/assistant@3 passed ${GATE} by acme/assistant-rule@3`,
    run: "run-released",
    verdict: "verdict-pass",
  }),
  moved("production", 3, 1, 2, 200, { cause: "RELEASE", reason: `acme/assistant@2 passed ${GATE} by acme/assistant-rule@2`, run: "run-released", verdict: "verdict-pass" }),
  moved("production", 2, 2, 1, 260, { cause: "ROLLBACK", actor: "ben", reason: "Version 2 answers in English when asked in German." }),
  moved("production", 1, null, 2, 400, { reason: "The first one." }),
  moved("champion", 1, null, 4, 5, { reason: "To try it." }),
];

/** Takes an alias back, as the registry would. */
export function rollBack(name: string, to: number | undefined, reason: string): Alias | undefined {
  const alias = aliases.find((each) => each.alias === name);
  const target = moves.find((move) => move.alias === name && move.step === (to ?? (alias?.step ?? 0) - 1));
  if (!alias || !target) return undefined;
  moves.unshift(moved(name, alias.step + 1, alias.version, target.to, 0, { cause: "ROLLBACK", reason }));
  Object.assign(alias, { version: target.to, step: alias.step + 1 });
  return alias;
}

const NEXT: Partial<Record<RunState, RunState>> = {
  PREPARING: "MERGING",
  MERGING: "VERIFYING",
  VERIFYING: "EVALUATING",
  EVALUATING: "JUDGING",
  JUDGING: "WAITING",
};

/** Takes a run on by a step, or to a state, as the registry would in its own time. */
export function move(of: Run, to: RunState | undefined = NEXT[of.state], note = NOTES[to ?? of.state] ?? "", actor = "registry") {
  if (to === undefined) return;
  const made = { MERGING: { merge: "merge-running" }, VERIFYING: { version: "acme/assistant@4" }, EVALUATING: { evaluation: "evaluation-2" }, WAITING: { verdict: "verdict-waiting" } };
  of.steps = [...of.steps, { number: of.steps.length + 1, state: to, note, actor, at: new Date().toISOString() }];
  Object.assign(of, { state: to, ...(made[to as keyof typeof made] ?? {}) });
  if (to !== "FAILED") of.error = null;
  of.finishedAt = ["RELEASED", "STOPPED", "FAILED", "CANCELLED"].includes(to) ? new Date().toISOString() : null;
}
