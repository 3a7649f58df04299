import type { Lineage, Version } from "../api";
import type { Metric, Scores } from "./api";

/** A model as it is run, in its place in the lineage. */
export interface Stage {
  name: string;
  kind: Lineage["nodes"][number]["kind"];
  scores: Scores | undefined;
}

export interface Lineup {
  stages: Stage[];
  /** Pairs of places in stages, the ancestor first. */
  lines: [number, number][];
}

/** One curve to draw: a metric of a task at each stage that has it. */
export interface Series {
  task: string;
  metric: string;
  filter: string;
  higherIsBetter: boolean;
  points: (Metric | undefined)[];
}

/** A version's name as it is run: an adapter on the base that it was trained on. */
export function armOf(version: Pick<Version, "model" | "number" | "kind" | "base">): string {
  const own = `${version.model}@${version.number}`;
  return version.kind === "adapter" && version.base ? `${version.base.model}@${version.base.number}+${own}` : own;
}

/** All ancestors before their descendants, with their scores. */
export function lineup(lineage: Lineage, of: Scores[]): Lineup {
  const ordered = ancestorsFirst(lineage);
  const names = ordered.map((node) => armIn(lineage, node));
  const places = new Map(ordered.map((node, place) => [node.id, place]));
  const lines = lineage.edges.flatMap((edge): [number, number][] => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
  const stages = ordered.map((node, place) => {
    const name = names[place] ?? node.id;
    return { name, kind: node.kind, scores: of.find((each) => each.name === name) };
  });
  return { stages, lines };
}

function armIn(lineage: Lineage, node: Lineage["nodes"][number]): string {
  const base = lineage.edges.find((edge) => edge.to === node.id && edge.relation === "adapter");
  return node.kind === "adapter" && base ? `${base.from}+${node.id}` : node.id;
}

function ancestorsFirst(lineage: Lineage): Lineage["nodes"] {
  const done = new Set<string>();
  const ordered: Lineage["nodes"] = [];
  const visit = (node: Lineage["nodes"][number]) => {
    if (done.has(node.id)) return;
    done.add(node.id);
    for (const edge of lineage.edges.filter((each) => each.to === node.id)) {
      const parent = lineage.nodes.find((each) => each.id === edge.from);
      if (parent) visit(parent);
    }
    ordered.push(node);
  };
  lineage.nodes.forEach(visit);
  return ordered;
}

/** Every metric of every task that any stage has. */
export function seriesOf(stages: Stage[]): Series[] {
  const all = new Map<string, Series>();
  stages.forEach((stage, place) => {
    for (const metric of stage.scores?.scores ?? []) {
      const key = `${metric.task} ${metric.metric} ${metric.filter}`;
      const known = all.get(key) ?? { ...metric, points: stages.map(() => undefined) };
      known.points[place] = metric;
      all.set(key, known);
    }
  });
  return [...all.values()].toSorted((a, b) => a.task.localeCompare(b.task) || a.metric.localeCompare(b.metric));
}

/** Suite and settings: only what was run alike can be compared. */
export function runOf(scores: Scores): string {
  const { tasks, limit } = scores.settings;
  const part = tasks.length > 0 ? ` · ${tasks.join(", ")}` : "";
  return scores.suite + part + (limit === null ? "" : ` · first ${limit}`);
}

/** What an axis shows: from a little below the lowest bar to a little above the highest. */
export function extent(points: (Metric | undefined)[]): [number, number] {
  const ends = points.flatMap((point) => (point ? [point.value - (point.error ?? 0), point.value + (point.error ?? 0)] : []));
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const air = most > least ? (most - least) * 0.12 : Math.max(Math.abs(most) * 0.1, 0.01);
  return [least - air, most + air];
}

/** Round numbers within a range, about four of them, as they are written. */
export function ticks(least: number, most: number): { value: number; text: string }[] {
  const rough = (most - least) / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5].find((each) => each * unit >= rough) ?? 10);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(least / step);
  const last = Math.floor(most / step);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const value = (first + index) * step;
    return { value, text: value.toFixed(digits) };
  });
}
