import { Handle, Position, useReactFlow } from "@xyflow/react";
import type { Node, NodeProps } from "@xyflow/react";
import { Link } from "react-router";
import type { LineageNode } from "../api";
import { KIND_NAMES } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { versionPath } from "../parts/Version";
import { withdrawnText } from "../impact/withdrawn";
import type { Flow } from "./route";

export interface Drawn extends Record<string, unknown> {
  node: LineageNode;
  current: boolean;
  flow: Flow;
  mark: string | undefined;
  tab: string;
}

export type VersionNodeType = Node<Drawn, "version">;

export function VersionNode({ id, data: { node, current, flow, mark, tab } }: NodeProps<VersionNodeType>) {
  const { fitView, getZoom } = useReactFlow();
  const [namespace = "", name = ""] = node.model.split("/");
  const bringIntoSight = (event: React.FocusEvent) => {
    if (!event.target.matches(":focus-visible") || isInSight(event.target)) return;
    void fitView({ nodes: [{ id }], minZoom: getZoom(), maxZoom: getZoom(), duration: 200 });
  };
  return (
    <>
      <Handle type="target" position={flow === "LR" ? Position.Left : Position.Top} isConnectable={false} />
      <Link
        to={`${versionPath(node.id)}/${tab}`}
        className={`node node-${node.kind}${node.withdrawn ? " node-withdrawn" : ""}`}
        aria-current={current ? "page" : undefined}
        onFocus={bringIntoSight}
        draggable={false}
        title={mark ? `${node.id}: ${mark}` : node.id}
      >
        <span className="node-kind">
          <Icon name={node.kind} size={14} />
          {KIND_NAMES[node.kind]}
          {node.state !== "READY" && <em> · {node.state.toLowerCase()}</em>}
          {node.withdrawn && <em className="node-mark"> · {withdrawnText(node.withdrawn).toLowerCase()}</em>}
        </span>
        <span className="node-name">
          {name}
          <span className="node-number">@{node.number}</span>
        </span>
        <span className="node-namespace">{mark || namespace}</span>
      </Link>
      <Handle type="source" position={flow === "LR" ? Position.Right : Position.Bottom} isConnectable={false} />
    </>
  );
}

function isInSight(element: Element): boolean {
  const window = element.closest(".react-flow")?.getBoundingClientRect();
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return !window || (left >= window.left && right <= window.right && top >= window.top && bottom <= window.bottom);
}
