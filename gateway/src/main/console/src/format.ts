/** Numbers, sizes and times in the words people read. */

const SIZES = ["B", "KB", "MB", "GB", "TB", "PB"];
const number = new Intl.NumberFormat("en");
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** Decimal units, as the Hub and disks count: 1 KB is 1000 bytes. */
export function bytes(count: number): string {
  return scaled(count, SIZES, " ");
}

export function exactBytes(count: number): string {
  return `${number.format(count)} ${count === 1 ? "byte" : "bytes"}`;
}

/** Parameter counts as model names state them: 8.03B, 124M. */
export function count(value: number): string {
  return scaled(value, ["", "K", "M", "B", "T"], "");
}

export function integer(value: number): string {
  return number.format(value);
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${number.format(value)} ${value === 1 ? one : many}`;
}

function scaled(value: number, units: string[], space: string): string {
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit === 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  const text = digits === 0 ? size.toFixed(0) : size.toFixed(digits).replace(/\.?0+$/, "");
  return `${text}${space}${units[unit]}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 hours ago", "yesterday"; under a minute "just now". */
export function ago(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return "just now";
}

export function exactTime(instant: string): string {
  return moment.format(new Date(instant));
}

/** How long something took or will take: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return pair(Math.round(seconds), 60, "min", "s");
  return pair(Math.round(seconds / 60), 60, "h", "min");
}

function pair(value: number, base: number, large: string, small: string): string {
  const rest = value % base;
  return `${Math.floor(value / base)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/** The first characters of a digest, enough to tell two apart by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 12);
}

/** A weight in a label: at most four digits after the point, no trailing zeros. */
export function weight(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** The key of a fact as words: learningRate → Learning rate. */
export function words(key: string): string {
  const spaced = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .replace(/\b([A-Z])(?=[a-z])/g, (letter) => letter.toLowerCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function percent(done: number, total: number): number {
  return total <= 0 ? 0 : Math.min(100, Math.floor((done / total) * 100));
}
