import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { describe, expect, test } from "vitest";
import { WithdrawnNote } from "./WithdrawnNote";
import type { Descendant } from "./api";
import { mark, marks, reach } from "./reach";

describe("how far a version reaches", () => {
  test("is said in a sentence", () => {
    expect(reach({ downstream: [] })).toBe("Nothing contains this version.");
    expect(reach({ downstream: [descendant({})] })).toBe("1 version contains it, 1 directly; no alias stands at any of them.");
    expect(reach({ downstream: [descendant({ aliases: ["a/b@x"] }), descendant({ depth: 2, aliases: ["a/c@x", "a/c@y"] })] })).toBe(
      "2 versions contain it, 1 directly; 3 aliases stand at them.",
    );
  });
});

describe("a mark in the graph", () => {
  test("says how much of it is in a version, and under which aliases", () => {
    expect(mark(descendant({ weight: 0.35, aliases: ["acme/bot@production", "acme/bot@champion"] }))).toBe("weight 0.35 · production · champion");
  });

  test("makes up no weight", () => {
    expect(mark(descendant({ weight: null }))).toBe("weight not known");
    expect(mark(descendant({ weight: 0 }))).toBe("weight 0");
  });

  test("of the version itself has no weight", () => {
    expect(mark(descendant({ depth: 0, weight: 1, aliases: ["a/b@stable"] }))).toBe("stable");
    expect([...marks({ version: descendant({ depth: 0 }), withdrawn: null, downstream: [] })]).toEqual([["acme/bot@1", ""]]);
  });
});

describe("a withdrawal", () => {
  const withdrawn = { withdrawal: "w", version: "acme/mood@1", inherited: true, kind: "data" as const, reason: "Private letters.", since: "2026-11-21T12:00:00Z" };
  const shown = (of: Parameters<typeof WithdrawnNote>[0]["withdrawn"]) =>
    renderToStaticMarkup(createElement(MemoryRouter, null, createElement(WithdrawnNote, { withdrawn: of })));

  test("names what was withdrawn where a version only contains it", () => {
    expect(shown(withdrawn)).toContain("acme/mood@1");
    expect(shown(withdrawn)).toContain("Private letters.");
    expect(shown({ ...withdrawn, inherited: false })).not.toContain("acme/mood@1");
  });

  test("that there is not, or of which an older registry says nothing, is not shown", () => {
    expect(shown(null)).toBe("");
    expect(shown(undefined)).toBe("");
  });
});

function descendant(more: Partial<Descendant>): Descendant {
  return { version: "acme/bot@1", model: "acme/bot", number: 1, kind: "merged", state: "READY", relation: "merge", via: null, weight: 1, depth: 1, aliases: [], ...more };
}
