import { afterEach, describe, expect, test, vi } from "vitest";
import { aliases, whyOf } from "./api";
import type { AliasMove } from "./api";
import { decisive, earlier } from "./moves";

afterEach(() => vi.unstubAllGlobals());

describe("where an alias can be taken back to", () => {
  test("is each other version at which it stood, once, with the last step that put it there", () => {
    const moves = [move(5, 3), move(4, 2), move(3, 1), move(2, 2), move(1, 1)];
    expect(earlier(moves).map((each) => [each.step, each.to])).toEqual([[4, 2], [3, 1]]);
  });

  test("is nowhere if it stood at one version only", () => {
    expect(earlier([move(2, 1), move(1, 1)])).toEqual([]);
    expect(earlier([])).toEqual([]);
  });
});

describe("the move that explains where an alias stands", () => {
  test("is its last", () => {
    expect(decisive([move(2, 2, "RELEASE"), move(1, 1)])?.step).toBe(2);
    expect(decisive([])).toBeUndefined();
  });

  test("after a rollback is the one that released what it was taken back to", () => {
    expect(decisive([move(4, 1, "ROLLBACK"), move(3, 2, "RELEASE"), move(2, 1, "RELEASE"), move(1, 1, "HAND")])?.step).toBe(2);
    expect(decisive([move(5, 1, "ROLLBACK"), move(4, 2, "RELEASE"), move(3, 1, "ROLLBACK")])?.step).toBe(5);
  });
});

test("an alias is taken back only from where it was seen to stand", async () => {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    asked.push([path, init]);
    return Promise.resolve(new Response(JSON.stringify({ code: "ALIAS_MOVED", detail: "It is at step 6." }), { status: 409 }));
  });
  const refused = await aliases.rollBack("acme/bot", "production", 5, 3, "worse answers").catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "ALIAS_MOVED", status: 409 });
  expect(asked[0]?.[0]).toBe("/api/v1/models/acme/bot/aliases/production/rollback");
  expect(asked[0]?.[1]).toMatchObject({ method: "POST", headers: { "If-Match": '"5"' }, body: '{"to":3,"reason":"worse answers"}' });
});

test("a run's target leads to why the alias stands there", () => {
  expect(whyOf("acme/bot@production")).toBe("/why/acme/bot/production");
});

function move(step: number, to: number, cause: AliasMove["cause"] = "HAND"): AliasMove {
  return { model: "a/b", alias: "production", step, from: null, to, cause, actor: "anna", reason: "", run: null, verdict: null, at: "2026-11-21T12:00:00Z" };
}
