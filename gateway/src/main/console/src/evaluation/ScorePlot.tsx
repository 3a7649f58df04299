import { useState } from "react";
import { integer } from "../format";
import type { Metric } from "./api";
import { extent, ticks } from "./lineup";
import type { Lineup, Series } from "./lineup";
import { withError } from "./numbers";

const WIDTH = 340;
const HEIGHT = 190;
const LEFT = 54;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 28;
const CAP = 7;

/** One metric over the lineage: a mark and an error bar for each version, lines from parents to children. */
export function ScorePlot({ series, lineup }: { series: Series; lineup: Lineup }) {
  const last = series.points.findLastIndex((point) => point !== undefined);
  const [shown, show] = useState<number | null>(null);
  const { x, y, marked } = scales(series);
  const place = shown ?? last;
  return (
    <figure className="plot">
      <figcaption>
        <strong>{series.task}</strong> {series.metric}
        {series.filter !== "none" && <span className="muted"> {series.filter}</span>}
        <span className="muted"> · {series.higherIsBetter ? "higher" : "lower"} is better</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={`${series.task} ${series.metric} over the lineage`}>
        <g aria-hidden="true">
          {marked.map((tick) => (
            <g key={tick.text}>
              <line className="plot-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick.value)} y2={y(tick.value)} />
              <text className="plot-text" x={LEFT - 6} y={y(tick.value) + 4} textAnchor="end">
                {tick.text}
              </text>
            </g>
          ))}
          {series.points.map((_, index) => (
            <text key={index} className="plot-text" x={x(index)} y={HEIGHT - 8} textAnchor="middle">
              {index + 1}
            </text>
          ))}
          {lineup.lines.map(([from, to]) => {
            const [one, other] = [series.points[from], series.points[to]];
            if (!one || !other) return null;
            return (
              <line key={`${from} ${to}`} className="plot-line" x1={x(from)} y1={y(one.value)} x2={x(to)} y2={y(other.value)} />
            );
          })}
        </g>
        {series.points.map(
          (point, index) =>
            point && (
              <Mark
                key={index}
                point={point}
                x={x(index)}
                y={y}
                kind={lineup.stages[index]?.kind ?? "base"}
                label={told(lineup, series, index)}
                show={() => show(index)}
                hide={() => show(null)}
              />
            ),
        )}
      </svg>
      <p className="readout">{told(lineup, series, place)}</p>
    </figure>
  );
}

interface MarkProps {
  point: Metric;
  x: number;
  y: (value: number) => number;
  kind: string;
  label: string;
  show: () => void;
  hide: () => void;
}

function Mark({ point, x, y, kind, label, show, hide }: MarkProps) {
  const error = point.error ?? 0;
  const [top, bottom] = [y(point.value + error), y(point.value - error)];
  return (
    <g
      className={`mark mark-${kind}`}
      role="img"
      tabIndex={0}
      aria-label={label}
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
    >
      <rect className="mark-reach" x={x - 14} y={TOP} width={28} height={HEIGHT - TOP - BOTTOM} />
      {point.error !== null && <path className="mark-bar" d={`M${x} ${top}V${bottom}M${x - CAP} ${top}h${2 * CAP}M${x - CAP} ${bottom}h${2 * CAP}`} />}
      <Shape kind={kind} x={x} y={y(point.value)} />
    </g>
  );
}

/** Kinds differ in shape, as they do in colour. */
function Shape({ kind, x, y }: { kind: string; x: number; y: number }) {
  if (kind === "base") return <rect className="mark-dot" x={x - 4.5} y={y - 4.5} width={9} height={9} />;
  if (kind === "adapter") return <path className="mark-dot" d={`M${x} ${y - 6}l6 6-6 6-6-6z`} />;
  return <circle className="mark-dot" cx={x} cy={y} r={5} />;
}

function told(lineup: Lineup, series: Series, place: number): string {
  const point = series.points[place];
  if (!point) return "";
  return `${place + 1}. ${lineup.stages[place]?.name}: ${withError(point.value, point.error)}, n = ${integer(point.documents)}`;
}

function scales({ points }: Series) {
  const [least, most] = extent(points);
  const step = (WIDTH - LEFT - RIGHT) / points.length;
  return {
    x: (place: number) => LEFT + step * (place + 0.5),
    y: (value: number) => TOP + ((most - value) / (most - least)) * (HEIGHT - TOP - BOTTOM),
    marked: ticks(least, most),
  };
}
