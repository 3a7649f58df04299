import { afterEach, describe, expect, test, vi } from "vitest";
import { Problem } from "../api";
import { rulePath, rules } from "./api";
import { lineOf, lineSpan } from "./line";
import { summary } from "./summary";

afterEach(() => vi.unstubAllGlobals());

const RULE = `name: acme/bot
description: The support assistant
when:
  released:
    model: acme/sentiment*
    tags: {task: sentiment}
    base: acme/base
then:
  merge: |
    models: [{model: '\${released}'}]
  into: acme/bot
  gate: acme/production@latest
  alias: production
`;

describe("a rule in short", () => {
  test("says what it waits for and what it moves", () => {
    expect(summary(RULE)).toEqual({
      description: "The support assistant",
      when: "acme/sentiment* is released, tagged task: sentiment, on acme/base",
      target: "acme/bot@production",
      model: "acme/sentiment*",
    });
  });

  test("waits for an alias, and moves one of the model that was released", () => {
    const rule = summary("name: a/b\nwhen: {alias: {model: a/c, alias: stable}}\nthen: {gate: a/g@1, alias: production}");
    expect(rule).toMatchObject({ when: "stable of a/c moves", target: "the released model@production", model: "a/c" });
  });

  test("that is written in short or as JSON is the same", () => {
    expect(summary('{"name": "a/b", "when": {"released": "a/c"}, "then": {"gate": "g/g@1", "alias": "x"}}').when).toBe("a/c is released");
  });

  test.each(["", "[1, 2]", "when: [", "name: a/b\nwhen: 7\nthen: x"])("that is %j breaks nothing", (text) => {
    expect(summary(text)).toMatchObject({ when: "see its text", target: "see its text" });
  });
});

describe("a problem of a rule", () => {
  test.each([
    ["rule:14:7", 14],
    ["rule:9", 9],
    ["rule", null],
    ["If-Match", null],
    [null, null],
  ])("at %j is at line %j", (where, line) => {
    expect(lineOf({ where })).toBe(line);
  });

  test("is shown at its line, also where the text ends before", () => {
    expect(RULE.slice(...lineSpan(RULE, 2))).toBe("description: The support assistant");
    expect(lineSpan("a\nb", 9)).toEqual([2, 3]);
    expect(lineSpan("", 1)).toEqual([0, 0]);
  });
});

test("a rule is written only over the one that was read", async () => {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    asked.push([path, init]);
    return Promise.resolve(new Response(JSON.stringify({ code: "RULE_CHANGED", where: "rule", detail: "It was written anew." }), { status: 409 }));
  });
  const refused = await rules.write("acme/bot", RULE, 3).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ code: "RULE_CHANGED", status: 409 });
  expect(asked[0]?.[0]).toBe("/api/v1/release-rules/acme/bot");
  expect(asked[0]?.[1]).toMatchObject({ method: "PUT", body: RULE, headers: { "If-Match": '"3"', "Content-Type": "text/yaml" } });
});

test("a writing of a rule leads to the rule", () => {
  expect(rulePath("acme/bot@3")).toBe("/releases/rules/acme/bot");
});
