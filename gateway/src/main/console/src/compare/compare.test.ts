import { describe, expect, test } from "vitest";
import type { ScoredDocument } from "../evaluation/api";
import { fates, flipped } from "./flips";
import { exchanges, target } from "./sample";

const document = (number: number, ...scores: number[]): ScoredDocument => ({ document: number, scores, flipped: true });

describe("a document", () => {
  test("is lost or gained against the first arm", () => {
    expect(fates(document(1, 1, 0, 1), true)).toEqual(["lost", "kept"]);
    expect(fates(document(1, 0, 1), true)).toEqual(["gained"]);
  });

  test("is lost where less is better and it is more", () => {
    expect(fates(document(1, 2.5, 3), false)).toEqual(["lost"]);
  });

  test("is found by its fate", () => {
    const all = [document(1, 1, 0), document(2, 0, 1)];
    expect(flipped(all, "lost", true).map((each) => each.document)).toEqual([1]);
    expect(flipped(all, "gained", true).map((each) => each.document)).toEqual([2]);
    expect(flipped(all, "all", true)).toHaveLength(2);
  });
});

describe("a line of a sample file", () => {
  test("has a likelihood for each choice", () => {
    const line = {
      target: 1,
      arguments: { gen_args_0: { arg_0: "Sky:", arg_1: " red" }, gen_args_1: { arg_0: "Sky:", arg_1: " blue" } },
      resps: [[["-3.25", "False"]], [["-0.5", "True"]]],
    };
    expect(exchanges(line)).toEqual([
      { prompt: "Sky:", continuation: " red", answer: "-3.250" },
      { prompt: "Sky:", continuation: " blue", answer: "-0.500" },
    ]);
    expect(target(line)).toBe("1");
  });

  test("has a text where one was asked for", () => {
    const line = { arguments: [["Say it:", { until: ["\n"] }]], resps: [["Hello"]] };
    expect(exchanges(line)).toEqual([{ prompt: "Say it:", continuation: null, answer: "Hello" }]);
  });

  test("of unknown shape is no trouble", () => {
    expect(exchanges({ arguments: null, resps: 7 })).toEqual([]);
  });
});
