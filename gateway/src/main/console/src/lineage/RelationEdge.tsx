import { BaseEdge, EdgeLabelRenderer } from "@xyflow/react";
import type { Edge, EdgeProps } from "@xyflow/react";
import type { PlacedEdge } from "./layout";
import { path } from "./route";
import type { Flow } from "./route";

export type RelationEdgeType = Edge<PlacedEdge & { flow: Flow }, "relation">;

export function RelationEdge({ id, data, sourceX, sourceY, targetX, targetY, markerEnd = "" }: EdgeProps<RelationEdgeType>) {
  if (!data) return null;
  const { by, edge, flow, label, labelAt } = data;
  return (
    <>
      <BaseEdge
        id={id}
        path={path({ x: sourceX, y: sourceY }, by, { x: targetX, y: targetY }, flow)}
        markerEnd={markerEnd}
        className={`relation relation-${edge.relation}`}
      />
      <EdgeLabelRenderer>
        <span
          className="relation-label"
          style={{ transform: `translate(-50%, -50%) translate(${labelAt.x}px, ${labelAt.y}px)` }}
        >
          {label}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
