import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { VerdictTable } from "./VerdictTable";
import type { Condition, GateVerdict, Judged, Reading } from "./api";
import { asked, betweenText, isMeasured, limitText, valueText } from "./conditions";

describe("a limit", () => {
  test("of a score is on the side that the gate says", () => {
    expect(limitText(judged({ score: { atLeast: 0.9, atMost: null } }), reading({ limit: 0.9 }))).toBe("≥ 0.9000");
    expect(limitText(judged({ score: { atLeast: null, atMost: 3 } }), reading({ limit: 3 }))).toBe("≤ 3.0000");
    expect(limitText(judged({ score: { atLeast: 0.5, atMost: 0.9 } }), reading({ limit: 0.5 }))).toBe("0.5000 to 0.9000");
  });

  test("of a change is how bad it may be", () => {
    expect(limitText(judged({ forgetting: {} }), reading({ against: "a/b@1", limit: -0.02 }))).toBe("≥ −0.0200");
  });

  test("of a size or of findings is an upper one", () => {
    expect(limitText(judged({ size: { atMost: 1e9 } }), reading({ of: "bytes", limit: 1e9 }))).toBe("≤ 1 GB");
    expect(limitText(judged({ findings: {} }), reading({ of: "findings", limit: 0 }))).toBe("≤ 0");
  });

  test("that nobody set is not made up", () => {
    expect(limitText(judged({ forgetting: {} }), reading({ limit: null }))).toBeNull();
  });
});

test("a number that is exact has no bounds", () => {
  expect(betweenText(reading({ lower: null, upper: null }))).toBeNull();
  expect(betweenText(reading({ against: "a/b@1", lower: -0.05, upper: 0.01 }))).toBe("−0.0500 to +0.0100");
});

test("the zero of a task that nobody asked is no measurement", () => {
  expect(isMeasured(reading({ documents: 0 }))).toBe(false);
  expect(isMeasured(reading({ documents: null }))).toBe(true);
});

test("a number that is not finite says so", () => {
  expect(valueText(reading({}), Number.NaN)).toBe("not finite");
});

test("what a condition asks for leaves out what was not set", () => {
  expect(asked({ forgetting: { suite: "a/s@1", per: "task", tasks: ["arc", "gsm"], margin: null } })).toBe(
    "suite a/s@1 · per task · tasks arc, gsm",
  );
  expect(asked({ verification: {} })).toBe("");
  expect(asked({ size: { atMost: 10_000_000_000 } })).toBe("at most 10 GB");
});

test("a condition without numbers still says what was found, and one that does not apply decides nothing", () => {
  const html = renderToStaticMarkup(
    createElement(VerdictTable, {
      verdict: {
        ...verdict,
        conditions: [
          judged({ approval: { role: "ml-lead" } }, { outcome: "INCONCLUSIVE", sentence: "It awaits the approval of ml-lead" }),
          judged({ verification: {} }, { applies: false, sentence: "No merge made it" }),
        ],
      },
    }),
  );
  expect(html).toContain("It awaits the approval of ml-lead");
  expect(html).toContain("does not apply");
  expect(html).not.toContain("PASS");
});

const verdict: GateVerdict = {
  id: "v",
  gate: "a/gate@1",
  version: "a/b@1",
  digest: "sha256:00",
  outcome: "PASS",
  awaitsApproval: false,
  conditions: [],
  judgedAt: "2026-11-21T12:00:00Z",
};

function judged(condition: Condition, more: Partial<Judged> = {}): Judged {
  return { condition, outcome: "PASS", applies: true, sentence: "", readings: [], evidence: [], ...more };
}

function reading(more: Partial<Reading>): Reading {
  return { of: "arc/acc", against: null, documents: 100, value: 0.5, lower: 0.4, upper: 0.6, limit: 0.5, outcome: "PASS", ...more };
}
