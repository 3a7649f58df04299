import dagre from "@dagrejs/dagre";
import type { Lineage, LineageEdge, LineageNode } from "../api";
import { edgeLabel } from "./relations";
import { stations } from "./route";
import type { Flow, Point, Station } from "./route";

export const NODE = { width: 216, height: 66 };
const LABEL_HEIGHT = 22;

export interface Placed {
  nodes: { node: LineageNode; x: number; y: number }[];
  edges: PlacedEdge[];
}

export type PlacedEdge = {
  id: string;
  edge: LineageEdge;
  label: string;
  labelAt: Point;
  by: Station[];
};

/** Places every version and every edge's label so that none covers another, parents left of or above their children. */
export function layout(lineage: Lineage, flow: Flow): Placed {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: flow, nodesep: 26, ranksep: flow === "LR" ? 76 : 34, edgesep: 20, marginx: 8, marginy: 8 });
  for (const node of lineage.nodes) graph.setNode(node.id, { ...NODE });
  const known = new Set(lineage.nodes.map((node) => node.id));
  const edges = lineage.edges
    .filter((edge) => known.has(edge.from) && known.has(edge.to))
    .map((edge) => ({ id: `${edge.from} ${edge.to} ${edge.relation} ${edge.position}`, edge, label: edgeLabel(edge) }));
  for (const { id, edge, label } of edges) {
    graph.setEdge(edge.from, edge.to, { width: labelWidth(label), height: LABEL_HEIGHT, labelpos: "c" }, id);
  }
  dagre.layout(graph);
  return {
    nodes: lineage.nodes.map((node) => {
      const { x, y } = graph.node(node.id);
      return { node, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
    edges: edges.map(({ id, edge, label }) => {
      const { x = 0, y = 0, points } = graph.edge(edge.from, edge.to, id);
      const labelAt = { x, y };
      const reach = (flow === "LR" ? labelWidth(label) : LABEL_HEIGHT) / 2;
      return { id, edge, label, labelAt, by: stations(points, labelAt, reach, graphRanks(graph, lineage, flow), flow) };
    }),
  };
}

function labelWidth(label: string): number {
  return 7 * label.length + 14;
}

/** Where along the flow nodes stand: an edge that passes there goes straight until it has left them behind. */
function graphRanks(graph: dagre.graphlib.Graph, lineage: Lineage, flow: Flow): number[] {
  return lineage.nodes.map(({ id }) => (flow === "LR" ? graph.node(id).x : graph.node(id).y));
}
