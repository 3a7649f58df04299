import { MarkerType } from "@xyflow/react";
import type { Lineage } from "../api";
import type { RelationEdgeType } from "./RelationEdge";
import type { VersionNodeType } from "./VersionNode";
import { NODE, layout } from "./layout";
import type { Flow } from "./route";

interface Drawn {
  nodes: VersionNodeType[];
  edges: RelationEdgeType[];
  /** The version at hand and its next of kin: what a small screen shows first. */
  near: { id: string }[];
}

type Extra = Pick<VersionNodeType["data"], "mark" | "tab">;

export function drawn(lineage: Lineage, of: string, flow: Flow, extra: (id: string) => Extra): Drawn {
  const placed = layout(lineage, flow);
  const kin = lineage.edges.filter((edge) => edge.to === of || edge.from === of).flatMap((edge) => [edge.from, edge.to]);
  return {
    nodes: placed.nodes.map(({ node, x, y }) => ({
      id: node.id,
      type: "version",
      position: { x, y },
      ...NODE,
      data: { node, current: node.id === of, flow, ...extra(node.id) },
    })),
    edges: placed.edges.map((edge) => ({
      id: edge.id,
      type: "relation",
      source: edge.edge.from,
      target: edge.edge.to,
      data: { ...edge, flow },
      markerEnd: { type: MarkerType.ArrowClosed, color: "var(--line-strong)", width: 14, height: 14 },
    })),
    near: [...new Set([of, ...kin])].map((id) => ({ id })),
  };
}
