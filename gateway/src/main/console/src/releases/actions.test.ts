import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Problem, newKey } from "../api";
import { newest } from "../live";
import type { Loaded } from "../load";
import { Actions } from "./Actions";
import { Outcome } from "./Outcome";
import { isUpToDate, releases } from "./api";
import type { Run, RunState } from "./api";
import { noted, run } from "./samples";

afterEach(() => vi.unstubAllGlobals());

describe("the buttons of a run", () => {
  test.each<[RunState, string[]]>([
    ["QUEUED", ["Cancel the run"]],
    ["MERGING", ["Cancel the run"]],
    ["WAITING", ["Approve", "Reject", "Cancel the run"]],
    ["RELEASED", []],
    ["STOPPED", ["Retry…"]],
    ["FAILED", ["Retry…"]],
    ["CANCELLED", ["Retry…"]],
    ["SKIPPED", ["Retry…"]],
  ])("that is %s are %j", (state, expected) => {
    const html = renderToStaticMarkup(createElement(Actions, { run: run("QUEUED", state), tell: () => {}, again: () => {} }));
    expect([...html.matchAll(/<button[^>]*>([^<]*)</g)].map((found) => found[1])).toEqual(expected);
  });
});

describe("a run says in a sentence", () => {
  test("that it was stopped, and why", () => {
    expect(text(noted(["WAITING", ""], ["STOPPED", "rejected by anna: Not yet."]))).toBe(
      "Stopped, and a/b@production was not moved: rejected by anna: Not yet. Everything that was made is kept.",
    );
  });

  test("why it was not begun", () => {
    expect(text(noted(["SKIPPED", "20 runs were begun within a day"]))).toBe("Not begun: 20 runs were begun within a day.");
  });
});

describe("a run that is watched", () => {
  const loaded: Loaded<Run> = { state: "ready", value: run("QUEUED", "PREPARING") };

  test("is what was told of it since it was loaded", () => {
    const told = run("QUEUED", "PREPARING", "MERGING");
    expect(newest(loaded, told, isUpToDate)).toEqual({ state: "ready", value: told });
  });

  test("is what was loaded since it was told of", () => {
    expect(newest(loaded, run("QUEUED"), isUpToDate)).toBe(loaded);
    expect(newest(loaded, null, isUpToDate)).toBe(loaded);
  });

  test("that could not be loaded says so", () => {
    const failed: Loaded<Run> = { state: "failed", problem: new Problem("RUN_NOT_FOUND", "There is no such run.", "List the runs.") };
    expect(newest(failed, run("QUEUED"), isUpToDate)).toBe(failed);
  });
});

test("a release that is sent twice is one release", async () => {
  const keys: unknown[] = [];
  vi.stubGlobal("fetch", (_: string, init: { headers: Record<string, string> }) => {
    keys.push(init.headers["Idempotency-Key"]);
    return Promise.resolve(new Response('{"id":"r","version":"a/b@1","runs":[]}', { status: 201 }));
  });
  const key = newKey();
  await releases.release("a/b@1", "", key);
  await releases.release("a/b@1", "", key);
  expect(keys).toEqual([key, key]);
  expect(key).not.toBe(newKey());
});

function text(of: Run): string {
  return renderToStaticMarkup(createElement(MemoryRouter, null, createElement(Outcome, { run: of }))).replace(/<[^>]*>/g, "");
}
