/** Evaluations of the stand-in registry: made up, in the shapes of the real one. */
import type { Comparison, Compared, Difference, Evaluation, Forgetting, Metric, Prompt, Sample, Scores, Verification } from "../src/evaluation/api";
import { before } from "./data.ts";

const SUITE = "acme/abilities@1";
const BASE = "acme/llama-3.1-8b-instruct@1";
const ABILITIES: Record<string, [number, number, number, number]> = {
  general: [0.71, 0.695, 0.7, 0.702],
  sentiment: [0.52, 0.94, 0.53, 0.91],
  support: [0.33, 0.31, 0.96, 0.72],
};
const ARMS = [BASE, `${BASE}+acme/sentiment@2`, `${BASE}+acme/support@2`, "acme/assistant@4"];
const DOCUMENTS = 400;

export const suites = [
  {
    suite: "acme/abilities",
    number: 1,
    description: "What our models have to be able to do.",
    tasks: Object.keys(ABILITIES).map((name) => ({ name, alias: name, documents: DOCUMENTS })),
    documents: 3 * DOCUMENTS,
  },
];

export function scores(name: string): Scores | undefined {
  const place = ARMS.indexOf(name);
  if (place < 0) return undefined;
  const metric = (task: string): Metric => {
    const value = ABILITIES[task]?.[place] ?? 0;
    const error = Math.sqrt((value * (1 - value)) / (DOCUMENTS - 1));
    return { task, metric: "acc", filter: "none", value, documents: DOCUMENTS, error, higherIsBetter: true };
  };
  return {
    result: `result-${place}`,
    name,
    suite: SUITE,
    settings: { tasks: [], limit: null, device: "any" },
    engine: "PyTorch 2.7.1",
    scores: Object.keys(ABILITIES).map(metric),
    createdAt: before(5),
  };
}

function comparison(reference: string, candidate: string, judged: boolean): Comparison {
  const value = (name: string, task: string) => scores(name)?.scores.find((each) => each.task === task)?.value ?? 0;
  const tasks = Object.keys(ABILITIES).map((task): Difference => {
    const [one, other] = [value(reference, task), value(candidate, task)];
    const change = other - one;
    const [lower, upper] = [change - 0.021, change + 0.021];
    const margin = (one - 0.25) * 0.05;
    const verdict = lower > -margin ? "PASS" : upper < -margin ? "FAIL" : "INCONCLUSIVE";
    const lost = Math.max(0, Math.round(-change * DOCUMENTS)) + 7;
    return {
      task,
      metric: "acc,none",
      documents: DOCUMENTS,
      before: one,
      after: other,
      change,
      error: 0.0128,
      lower,
      upper,
      p: 0.2,
      basis: "tango",
      flips: { kept: 200, lost, gained: Math.round(lost + change * DOCUMENTS), neither: 80 },
      retention: (other - 0.25) / (one - 0.25),
      margin: judged ? margin : null,
      verdict: judged ? { verdict, ...(verdict === "INCONCLUSIVE" ? { documentsNeeded: 2310 } : {}) } : null,
    };
  });
  const words = tasks.map((task) => task.verdict?.verdict);
  const verdict = words.includes("FAIL") ? "FAIL" : words.includes("INCONCLUSIVE") ? "INCONCLUSIVE" : "PASS";
  return { reference, candidate, tasks, identical: false, verdict: judged ? { verdict } : null };
}

const CANDIDATE = "acme/assistant@4";
export const forgetting: Forgetting = {
  evaluation: "evaluation-1",
  version: CANDIDATE,
  suite: SUITE,
  verdict: "FAIL",
  report: {
    candidate: CANDIDATE,
    margins: {
      rule: { alpha: 0.05, retention: 0.95, lossMargin: Math.log(1.01), power: 0.8 },
      excluded: [{ reference: BASE, task: "support", reason: `${BASE} scores 0.3300 where chance scores 0.3333: too near to test what it would lose` }],
    },
    comparisons: [
      ...ARMS.slice(0, 3).map((arm) => comparison(arm, CANDIDATE, true)),
      ...ARMS.slice(1, 3).map((arm) => comparison(BASE, arm, false)),
    ],
    findings: [],
  },
  createdAt: before(4),
};

export const verification: Verification = {
  id: "verification-1",
  version: CANDIDATE,
  binding: true,
  state: "DONE",
  verdict: "PASS",
  summary: "2,101,248 elements recomputed bit for bit; answers differ by 0.00021 nats, as rounding does.",
  levels: {
    weights: {
      passed: true,
      exact: true,
      checkedElements: 2_101_248,
      confirmedElements: 901_120,
      elements: 8_030_261_248,
      deltaError: 0.031,
      unchanged: 0.42,
      tensors: [{ name: "model.layers.0.self_attn.q_proj.weight", state: "CHANGED", differing: 0, passed: true }],
      findings: [],
      detectionLimit: "Any wrong bit in a checked element fails. A fault in less than 8.9 % of the rows of a single tensor may be missed.",
    },
  },
  error: null,
  createdAt: before(6),
  finishedAt: before(5.9),
};

export function compared(of: string[]): Compared {
  const arms = of.flatMap((name) => scores(name) ?? []);
  const [first = "", ...others] = arms.map((arm) => arm.name);
  return { suite: SUITE, arms, against: others.map((other) => comparison(first, other, false)) };
}

export const flips = (arms: number) =>
  Array.from({ length: 64 }, (_, index) => {
    const before = index % 3 === 0 ? 0 : 1;
    return { document: index * 6 + 1, scores: Array.from({ length: arms }, (_, arm) => (arm === 0 ? before : 1 - before)), flipped: true };
  });

export function samples(document: number, of: string[]): Sample[] {
  return of.map((name, arm) => ({
    result: name,
    line: {
      doc: { context: `Review ${document}` },
      target: "1",
      arguments: {
        gen_args_0: { arg_0: `Review ${document}: It broke on the second day.\nMood:`, arg_1: " bad" },
        gen_args_1: { arg_0: `Review ${document}: It broke on the second day.\nMood:`, arg_1: " good" },
      },
      resps: [[[String(-0.4 - arm), "True"]], [[String(-1.1 + arm / 2), "False"]]],
    },
  }));
}

export const evaluation: Evaluation = {
  id: "evaluation-2",
  state: "RUNNING",
  suite: SUITE,
  arms: [],
  subject: CANDIDATE,
  progress: { phase: "evaluating", doneBytes: 312, totalBytes: 1200 },
  error: null,
  createdAt: before(0),
};

export const prompt: Prompt = {
  id: "prompt-1",
  state: "SUCCEEDED",
  arms: ARMS,
  answers: ["It depends on what you expect.", "bad", "Thank you for telling us. A replacement is on its way.", "bad; we are sorry to hear that."],
  error: null,
};
