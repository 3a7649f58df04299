import { expect, test } from "vitest";
import { marked, rate } from "./speed";
import type { Mark } from "./speed";

const MB = 1_000_000;

function after(...marks: Mark[]): Mark[] {
  return marks.reduce<Mark[]>(marked, []);
}

test("the rate is that of the last seconds, not of the whole", () => {
  const marks = after({ at: 0, done: 0 }, { at: 60_000, done: 10 * MB }, { at: 62_000, done: 110 * MB });
  expect(rate(marks)).toBe(50 * MB);
});

test("one mark tells no rate, nor do two within a second", () => {
  expect(rate(after({ at: 0, done: 5 }))).toBeNull();
  expect(rate(after({ at: 0, done: 5 }, { at: 300, done: 50 }))).toBeNull();
});

test("an attempt that starts again is measured anew", () => {
  const marks = after({ at: 0, done: 90 * MB }, { at: 2_000, done: 2 * MB }, { at: 4_000, done: 22 * MB });
  expect(rate(marks)).toBe(10 * MB);
});
