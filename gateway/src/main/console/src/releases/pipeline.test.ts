import { describe, expect, test } from "vitest";
import { possible } from "./actions";
import { isUpToDate } from "./api";
import type { Run, RunState } from "./api";
import { pipeline } from "./pipeline";
import { noted, run } from "./samples";

describe("the pipeline of a run", () => {
  test("that waits for its turn has everything ahead of it", () => {
    expect(told(run("QUEUED"))).toEqual(["pinned waiting", "merge ahead", "verify ahead", "evaluate ahead", "judge ahead", "released ahead"]);
  });

  test("shows what was done, what is being done and what is to come", () => {
    expect(told(run("QUEUED", "PREPARING", "MERGING", "VERIFYING"))).toEqual([
      "pinned done",
      "merge done",
      "verify active",
      "evaluate ahead",
      "judge ahead",
      "released ahead",
    ]);
  });

  test("that released has nothing ahead, and how long each step took", () => {
    const stages = pipeline(run("QUEUED", "PREPARING", "MERGING", "VERIFYING", "EVALUATING", "JUDGING", "RELEASED"));
    expect(stages.map((stage) => stage.status)).toEqual(["done", "done", "done", "done", "done", "done"]);
    expect(stages.map((stage) => Date.parse(stage.until ?? "") - Date.parse(stage.since ?? ""))).toEqual([1000, 1000, 1000, 1000, 1000, 0]);
  });

  test("leaves out what its rule does not do", () => {
    expect(told(run("QUEUED", "PREPARING", "VERIFYING", "JUDGING", "RELEASED"))).toEqual([
      "pinned done",
      "merge left out",
      "verify done",
      "evaluate left out",
      "judge done",
      "released done",
    ]);
  });

  test("says why a step was left out", () => {
    const bare = noted(["QUEUED", ""], ["PREPARING", "inputs pinned"], ["VERIFYING", "nothing to merge"], ["JUDGING", "nothing to measure"]);
    expect(pipeline(bare).map((stage) => stage.note)).toEqual(["inputs pinned", "nothing to merge", null, "nothing to measure", null, null]);
  });

  test("has a step for approval only where somebody has to approve", () => {
    const waiting = run("QUEUED", "PREPARING", "MERGING", "VERIFYING", "EVALUATING", "JUDGING", "WAITING");
    expect(told(waiting).slice(4)).toEqual(["judge done", "approve waiting", "released ahead"]);
  });

  test.each<[RunState[], string[]]>([
    [["JUDGING", "RELEASED"], ["judge done", "approve done", "released done"]],
    [["JUDGING", "WAITING"], ["judge done", "approve waiting", "released ahead"]],
    [["JUDGING", "STOPPED"], ["judge done", "approve stopped", "released ahead"]],
    [["STOPPED"], ["judge done", "approve stopped", "released ahead"]],
    [["JUDGING"], ["judge done", "approve active", "released ahead"]],
  ])("after waiting for approval and then %j", (then, expected) => {
    expect(told(run("QUEUED", "PREPARING", "VERIFYING", "JUDGING", "WAITING", ...then)).slice(4)).toEqual(expected);
  });

  test.each<[RunState, string]>([
    ["STOPPED", "judge stopped"],
    ["FAILED", "judge failed"],
    ["CANCELLED", "judge cancelled"],
  ])("that ended as %s says at which step", (end, expected) => {
    expect(told(run("QUEUED", "PREPARING", "MERGING", "VERIFYING", "EVALUATING", "JUDGING", end)).slice(4)).toEqual([expected, "released ahead"]);
  });

  test("that was cancelled before its turn came has done nothing", () => {
    expect(told(run("QUEUED", "CANCELLED"))[0]).toBe("pinned cancelled");
  });

  test("that was never begun has no step behind it", () => {
    expect(new Set(pipeline(run("SKIPPED")).map((stage) => stage.status))).toEqual(new Set(["ahead"]));
  });

  test("keeps what a retry keeps, and takes back the rest", () => {
    const again = run("QUEUED", "PREPARING", "MERGING", "VERIFYING", "EVALUATING", "FAILED", "VERIFYING");
    expect(told(again)).toEqual(["pinned done", "merge done", "verify active", "evaluate ahead", "judge ahead", "released ahead"]);
    const anew = run("QUEUED", "PREPARING", "MERGING", "FAILED", "QUEUED");
    expect(told(anew).slice(0, 2)).toEqual(["pinned waiting", "merge ahead"]);
    const judged = run("QUEUED", "PREPARING", "MERGING", "VERIFYING", "EVALUATING", "JUDGING", "STOPPED", "JUDGING");
    expect(told(judged).slice(3)).toEqual(["evaluate done", "judge active", "released ahead"]);
  });

  test("does not repeat ids that are links beside it", () => {
    const merging = noted(["QUEUED", ""], ["PREPARING", "inputs pinned"], ["MERGING", "x"], ["VERIFYING", "made a/b@2"], ["EVALUATING", "evaluation 0199c0de-0000-7000-8000-000000000000"]);
    expect(pipeline(merging).map((stage) => stage.note)).toEqual(["inputs pinned", "made a/b@2", null, null, null, null]);
  });
});

describe("what can be done to a run", () => {
  test("is approving only while it waits for that", () => {
    expect(possible(run("QUEUED", "PREPARING", "VERIFYING", "JUDGING", "WAITING"))).toEqual({ approve: true, cancel: true, retry: [] });
    expect(possible(run("QUEUED", "PREPARING", "MERGING"))).toEqual({ approve: false, cancel: true, retry: [] });
  });

  test("is nothing once it has released", () => {
    expect(possible(run("QUEUED", "RELEASED"))).toEqual({ approve: false, cancel: false, retry: [] });
  });

  test("is going on from where it came to", () => {
    const ended = { ...run("QUEUED", "FAILED"), aliasStep: 2, recipe: "{}" };
    expect(possible({ ...ended, version: "a/b@2" }).retry).toEqual(["judge", "evaluate", "merge", "start"]);
    expect(possible(ended).retry).toEqual(["merge", "start"]);
    expect(possible({ ...ended, aliasStep: null, recipe: null }).retry).toEqual(["start"]);
    expect(possible({ ...ended, recipe: null, version: "a/b@2" }).retry).toEqual(["judge", "evaluate", "start"]);
  });
});

test("an answer that was overtaken by an event does not take the run back", () => {
  const earlier = run("QUEUED", "PREPARING");
  const later = run("QUEUED", "PREPARING", "MERGING", "FAILED");
  expect(isUpToDate(later, earlier)).toBe(true);
  expect(isUpToDate(earlier, later)).toBe(false);
  expect(isUpToDate(run("QUEUED", "PREPARING", "MERGING", "FAILED", "QUEUED"), later)).toBe(true);
});

function told(of: Run): string[] {
  return pipeline(of).map((stage) => `${stage.name} ${stage.status}`);
}
