/** Parents left of their children, or above them. */
export type Flow = "LR" | "TB";

export interface Point {
  x: number;
  y: number;
}

/** A stretch that an edge goes along straight, in the direction of the flow: `reach` before and after its middle. */
export interface Station extends Point {
  reach: number;
}

/** Half of what a node takes along the flow, and room to turn in. */
const NODE_REACH: Record<Flow, number> = { LR: 116, TB: 40 };

/**
 * Turns the points an edge was given into stretches: those beside nodes as long as the nodes, so that no curve cuts a corner,
 * the label's as long as the label. The first and last point are the ends at the nodes themselves and are left out.
 */
export function stations(points: Point[], label: Point, labelReach: number, ranks: number[], flow: Flow): Station[] {
  const along = (point: Point) => (flow === "LR" ? point.x : point.y);
  const beside = (point: Point) => (ranks.some((rank) => Math.abs(rank - along(point)) < 1) ? NODE_REACH[flow] : 0);
  const between = points.slice(1, -1).filter((point) => Math.abs(along(point) - along(label)) > labelReach);
  return [
    ...between.map((point) => ({ ...point, reach: beside(point) })),
    { ...label, reach: Math.max(labelReach, beside(label)) },
  ]
    .filter((stop) => stop.reach > 0)
    .toSorted((a, b) => along(a) - along(b));
}

/** The edge as an SVG path: straight through its stations, smooth curves between. */
export function path(from: Point, by: Station[], to: Point, flow: Flow): string {
  const ahead = (point: Point, distance: number) =>
    flow === "LR" ? { x: point.x + distance, y: point.y } : { x: point.x, y: point.y + distance };
  let at = from;
  let drawn = `M${from.x},${from.y}`;
  for (const station of by) {
    const entry = ahead(station, -station.reach);
    const exit = ahead(station, station.reach);
    drawn += curve(at, entry, flow) + ` L${exit.x},${exit.y}`;
    at = exit;
  }
  return drawn + curve(at, to, flow);
}

/** Leaves and arrives in the direction of the flow. */
function curve(from: Point, to: Point, flow: Flow): string {
  if (flow === "LR") {
    const middle = (from.x + to.x) / 2;
    return ` C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
  }
  const middle = (from.y + to.y) / 2;
  return ` C${from.x},${middle} ${to.x},${middle} ${to.x},${to.y}`;
}
