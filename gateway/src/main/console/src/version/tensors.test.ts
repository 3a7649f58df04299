import { expect, test } from "vitest";
import type { Tensor } from "../api";
import { elements, matching, shapeText } from "./tensors";

const q: Tensor = { name: "model.layers.3.self_attn.q_proj.weight", dtype: "BF16", shape: [4096, 4096], file: "a", bytes: 1 };
const norm: Tensor = { name: "model.layers.3.input_layernorm.weight", dtype: "F32", shape: [4096], file: "b", bytes: 1 };

test("every word of the filter has to occur, in name, type, shape or file", () => {
  expect(matching([q, norm], "")).toEqual([q, norm]);
  expect(matching([q, norm], "layers.3 Q_PROJ")).toEqual([q]);
  expect(matching([q, norm], "bf16")).toEqual([q]);
  expect(matching([q, norm], "4096x4096")).toEqual([q]);
  expect(matching([q, norm], "layers.4")).toEqual([]);
});

test("a tensor without dimensions is one number", () => {
  expect(elements({ ...q, shape: [] })).toBe(1);
  expect(shapeText([])).toBe("scalar");
  expect(shapeText([16, 4096])).toBe("16 × 4096");
});
