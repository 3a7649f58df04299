import type { Metric, ScoredDocument, Scores } from "../evaluation/api";

export type Direction = "all" | "lost" | "gained";

/** What became of a document between the first arm and another one. */
export type Fate = "lost" | "gained" | "kept";

export function fates({ scores }: ScoredDocument, higherIsBetter: boolean): Fate[] {
  const [first = 0, ...others] = scores;
  return others.map((other) => (other === first ? "kept" : other > first === higherIsBetter ? "gained" : "lost"));
}

/** The documents that at least one arm lost, or gained, against the first. */
export function flipped(documents: ScoredDocument[], direction: Direction, higherIsBetter: boolean): ScoredDocument[] {
  if (direction === "all") return documents;
  return documents.filter((document) => fates(document, higherIsBetter).includes(direction));
}

/** Every metric that all arms have. */
export function shared(arms: Scores[]): Metric[] {
  const [first, ...others] = arms;
  return (first?.scores ?? []).filter((metric) => others.every((arm) => scored(arm, metric) !== undefined));
}

export function scored(arm: Scores, metric: Metric): Metric | undefined {
  return arm.scores.find((each) => each.task === metric.task && each.metric === metric.metric && each.filter === metric.filter);
}
