import { describe, expect, test } from "vitest";
import { ago, bytes, count, duration, exactBytes, percent, plural, shortDigest, weight, words } from "./format";

describe("sizes", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 KB"],
    [999_499, "999 KB"],
    [999_500, "1 MB"],
    [83_945_296, "83.9 MB"],
    [4_976_698_672, "4.98 GB"],
    [16_060_556_376, "16.1 GB"],
  ])("%d bytes read as %s", (value, text) => expect(bytes(value)).toBe(text));

  test("the exact size is one hover away", () => {
    expect(exactBytes(4_976_698_672)).toBe("4,976,698,672 bytes");
    expect(exactBytes(1)).toBe("1 byte");
  });
});

test.each([
  [124_439_808, "124M"],
  [8_030_261_248, "8.03B"],
  [70_553_706_496, "70.6B"],
  [512, "512"],
])("%d parameters read as %s", (value, text) => expect(count(value)).toBe(text));

describe("times", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  test.each([
    ["2026-11-21T11:59:30Z", "just now"],
    ["2026-11-21T12:00:20Z", "just now"],
    ["2026-11-21T11:58:00Z", "2 minutes ago"],
    ["2026-11-21T09:00:00Z", "3 hours ago"],
    ["2026-11-20T11:00:00Z", "yesterday"],
    ["2026-09-01T12:00:00Z", "2 months ago"],
  ])("%s was %s", (instant, text) => expect(ago(instant, now)).toBe(text));
});

test.each([
  [40, "0.0 s"],
  [4_200, "4.2 s"],
  [59_400, "59 s"],
  [200_000, "3 min 20 s"],
  [180_000, "3 min"],
  [7_500_000, "2 h 5 min"],
  [-5, "0.0 s"],
])("%d ms last %s", (value, text) => expect(duration(value)).toBe(text));

test("a digest is told by its first characters", () => {
  expect(shortDigest("sha256:0123456789abcdef0123")).toBe("0123456789ab");
});

test.each([
  [0.7, "0.7"],
  [1, "1"],
  [1 / 3, "0.3333"],
  [-0.5, "-0.5"],
])("the weight %d is labelled %s", (value, text) => expect(weight(value)).toBe(text));

test.each([
  ["learningRate", "Learning rate"],
  ["quantisedBase", "Quantised base"],
  ["data_mix", "Data mix"],
  ["EWC", "EWC"],
  ["generalShare", "General share"],
])("the fact %s is called %s", (key, text) => expect(words(key)).toBe(text));

test("progress never claims more than the whole, nor is it done before it is", () => {
  expect(percent(5, 0)).toBe(0);
  expect(percent(999, 1000)).toBe(99);
  expect(percent(1200, 1000)).toBe(100);
});

test("one is not many", () => {
  expect([plural(1, "version"), plural(0, "version"), plural(2, "entry", "entries")]).toEqual([
    "1 version",
    "0 versions",
    "2 entries",
  ]);
});
