import { useDeferredValue, useState } from "react";
import { api } from "../api";
import type { Tensor } from "../api";
import { bytes, count, plural } from "../format";
import { useLoad } from "../load";
import { Icon } from "../parts/Icon";
import { Empty, Shown } from "../parts/Shown";
import { TensorTable } from "./TensorTable";
import { elements, matching } from "./tensors";
import { useVersion } from "./VersionPage";

export function TensorsTab() {
  const version = useVersion();
  const number = String(version.number);
  const { loaded, again } = useLoad(`tensors ${version.model}@${number}`, (signal) =>
    api.tensors(version.model, number, signal),
  );
  return (
    <section aria-label="Tensors">
      <Shown loaded={loaded} again={again} what="the tensors">
        {(tensors) =>
          tensors.length === 0 ? <Empty title="No weights in this version." /> : <Tensors tensors={tensors} />
        }
      </Shown>
    </section>
  );
}

function Tensors({ tensors }: { tensors: Tensor[] }) {
  const [filter, setFilter] = useState("");
  const found = matching(tensors, useDeferredValue(filter));
  return (
    <>
      <div className="filter-row">
        <div className="search">
          <Icon name="search" />
          <input
            type="search"
            aria-label="Filter tensors by name, type or shape"
            placeholder="Filter: layers.3 q_proj, BF16, 4096"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
        <p className="hint" role="status">
          {summary(found)}
          {found.length < tensors.length && ` of ${tensors.length}`}
        </p>
      </div>
      {found.length === 0 ? <Empty title="No tensor fits." /> : <TensorTable key={filter} tensors={found} />}
    </>
  );
}

function summary(tensors: Tensor[]): string {
  const sum = (part: (tensor: Tensor) => number) => tensors.reduce((total, tensor) => total + part(tensor), 0);
  return `${plural(tensors.length, "tensor")} · ${count(sum(elements))} parameters · ${bytes(sum((tensor) => tensor.bytes))}`;
}
