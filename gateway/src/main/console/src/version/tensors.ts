import type { Tensor } from "../api";

export function elements(tensor: Tensor): number {
  return tensor.shape.reduce((product, dimension) => product * dimension, 1);
}

/** Scalars have no dimensions, and say so. */
export function shapeText(shape: number[]): string {
  return shape.length === 0 ? "scalar" : shape.join(" × ");
}

/** The tensors in whose name, type, shape or file each word of the filter occurs. */
export function matching(tensors: Tensor[], filter: string): Tensor[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return tensors;
  return tensors.filter((tensor) => {
    const text = `${tensor.name} ${tensor.dtype} ${tensor.shape.join("x")} ${tensor.file}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
