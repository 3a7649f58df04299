import { isOver } from "./api";
import type { Run, RunState, Step } from "./api";

export type StageName = "pinned" | "merge" | "verify" | "evaluate" | "judge" | "approve" | "released";
export type StageStatus = "ahead" | "waiting" | "active" | "done" | "left out" | "stopped" | "failed" | "cancelled";

export interface Stage {
  name: StageName;
  status: StageStatus;
  /** What is told of it: how it ended, or why it was left out. */
  note: string | null;
  since: string | null;
  until: string | null;
}

const STAGES: StageName[] = ["pinned", "merge", "verify", "evaluate", "judge", "approve", "released"];
const PLACES: Partial<Record<RunState, StageName>> = {
  QUEUED: "pinned",
  PREPARING: "pinned",
  MERGING: "merge",
  VERIFYING: "verify",
  EVALUATING: "evaluate",
  JUDGING: "judge",
  WAITING: "approve",
  RELEASED: "released",
};
const ENDS: Partial<Record<RunState, StageStatus>> = { STOPPED: "stopped", FAILED: "failed", CANCELLED: "cancelled" };
const AN_ID = /[0-9a-f]{8}-[0-9a-f]{4}-/;

interface Visit {
  name: StageName;
  status: StageStatus;
  entered: Step;
  left: Step | null;
}

/** The way of a run from pinned to released, as far as its last attempt came. */
export function pipeline(run: Run): Stage[] {
  const visits = visitsOf(run.steps);
  const furthest = Math.max(-1, ...visits.map((visit) => STAGES.indexOf(visit.name)));
  return STAGES.filter((name) => name !== "approve" || visits.some((visit) => visit.name === name)).map((name) => {
    const visit = visits.find((each) => each.name === name);
    if (visit) return stageOf(visit);
    const passed = STAGES.indexOf(name) < furthest;
    return { ...NOTHING, name, status: passed ? "left out" : "ahead", note: passed ? whyLeftOut(name, visits) : null };
  });
}

const NOTHING = { note: null, since: null, until: null };

/** Goes through the transitions: a retry takes back what came after the step from which it goes on. */
function visitsOf(steps: Step[]): Visit[] {
  let visits: Visit[] = [];
  for (const [index, step] of steps.entries()) {
    const last = visits.at(-1);
    const before = steps[index - 1]?.state;
    const name = PLACES[step.state];
    if (name === undefined) {
      if (last && ENDS[step.state]) Object.assign(last, { status: ENDS[step.state], left: step });
    } else if (last && step.state === "JUDGING" && before === "WAITING") {
      last.status = "active";
    } else if (last?.name === name && !isEnd(before)) {
      Object.assign(last, { status: statusIn(step.state), entered: name === "pinned" ? step : last.entered });
    } else {
      if (last && last.left === null) Object.assign(last, { status: "done", left: step });
      visits = visits.filter((visit) => STAGES.indexOf(visit.name) < STAGES.indexOf(name));
      visits.push({ name, status: statusIn(step.state), entered: step, left: null });
    }
  }
  return visits;
}

function isEnd(state: RunState | undefined): boolean {
  return state !== undefined && isOver({ state });
}

function statusIn(state: RunState): StageStatus {
  if (state === "RELEASED") return "done";
  return state === "QUEUED" || state === "WAITING" ? "waiting" : "active";
}

function stageOf({ name, status, entered, left }: Visit): Stage {
  const note = name === "pinned" || name === "released" ? entered.note : name === "verify" ? null : (left?.note ?? null);
  return { name, status, note: told(note), since: entered.at, until: name === "released" ? entered.at : (left?.at ?? null) };
}

/** Ids are links elsewhere. */
function told(note: string | null): string | null {
  return note === null || AN_ID.test(note) ? null : note;
}

function whyLeftOut(name: StageName, visits: Visit[]): string | null {
  const before = visits.findLast((visit) => STAGES.indexOf(visit.name) < STAGES.indexOf(name));
  return told(before?.left?.note ?? null);
}
