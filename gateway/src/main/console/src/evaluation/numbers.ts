/** Scores, changes and probabilities in words. */

const MINUS = "−";

/** Four digits that count, at most four after the point. */
export function score(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  const text = Math.abs(value) >= 1000 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(2) : value.toFixed(4);
  return text.replace("-", MINUS);
}

/** With its sign always: +0.0210, −0.0300; nothing is ±0. */
export function signed(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  const text = score(Math.abs(value));
  if (Number(text) === 0) return "±0";
  return `${value > 0 ? "+" : MINUS}${text}`;
}

/** A number of any size, such as a divergence: 0.00213, 3.1e-7. */
export function small(value: number | string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return "none found";
  if (number === 0) return "0";
  return Math.abs(number) >= 0.001 ? String(Number(number.toPrecision(3))) : number.toExponential(1);
}

export function share(value: number): string {
  if (!Number.isFinite(Number(value))) return "an undefined part";
  if (value > 0 && value < 0.0001) return "less than 0.01 %";
  const text = (100 * value).toFixed(2).replace(/\.?0+$/, "");
  return `${text} %`;
}

export function withError(value: number, error: number | null): string {
  return error === null ? score(value) : `${score(value)} ± ${score(error)}`;
}
