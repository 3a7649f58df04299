import { Background, BackgroundVariant, Controls, MiniMap, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import "../styles/lineage.css";
import { useMemo } from "react";
import type { Lineage } from "../api";
import { Legend } from "./Legend";
import { RelationEdge } from "./RelationEdge";
import { VersionNode } from "./VersionNode";
import type { VersionNodeType } from "./VersionNode";
import { drawn } from "./drawn";
import { useNarrow } from "./narrow";

const NODE_TYPES = { version: VersionNode };
const EDGE_TYPES = { relation: RelationEdge };
const MAP_FROM = 8;

interface LineageGraphProps {
  lineage: Lineage;
  of: string;
  /** What stands on versions in place of their namespace. */
  marks?: Map<string, string>;
  /** The part of a version's page that its node leads to. */
  tab?: string;
}

export default function LineageGraph({ lineage, of, marks, tab = "lineage" }: LineageGraphProps) {
  const narrow = useNarrow();
  const { nodes, edges, near } = useMemo(
    () => drawn(lineage, of, narrow ? "TB" : "LR", (id) => ({ mark: marks?.get(id), tab })),
    [lineage, of, narrow, marks, tab],
  );
  const mapped = !narrow && nodes.length >= MAP_FROM;
  const padding = { top: "56px", right: "24px", bottom: mapped ? "112px" : "40px", left: "56px" } as const;
  return (
    <div className="graph" role="group" aria-label={`Lineage of ${of}; the same is readable as a table`}>
      <ReactFlow
        key={`${of} ${narrow}`}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        fitView
        fitViewOptions={narrow ? { nodes: near, padding: "24px", minZoom: 0.6, maxZoom: 1 } : { padding, maxZoom: 1 }}
        minZoom={0.1}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <Controls showInteractive={false} fitViewOptions={{ padding: narrow ? "24px" : padding, maxZoom: 1 }} />
        {mapped && (
          <MiniMap pannable zoomable nodeClassName={(node) => `map-${(node as VersionNodeType).data.node.kind}`} />
        )}
      </ReactFlow>
      <Legend kinds={[...new Set(lineage.nodes.map((node) => node.kind))]} />
    </div>
  );
}
