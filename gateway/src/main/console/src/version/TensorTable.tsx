import { useState } from "react";
import type { Tensor } from "../api";
import { integer } from "../format";
import { Table } from "../parts/Table";
import { Bytes } from "../parts/Values";
import { shapeText } from "./tensors";

const STEP = 200;

/** A large model has thousands of tensors: the rest is a button away, so that the page opens at once. */
export function TensorTable({ tensors }: { tensors: Tensor[] }) {
  const [limit, setLimit] = useState(STEP);
  const sharded = new Set(tensors.map((tensor) => tensor.file)).size > 1;
  const left = tensors.length - limit;
  return (
    <>
      <Table caption="Tensors">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Shape</th>
            <th scope="col" className="number">
              Size
            </th>
            {sharded && <th scope="col">File</th>}
          </tr>
        </thead>
        <tbody>
          {tensors.slice(0, limit).map((tensor) => (
            <tr key={tensor.name}>
              <th scope="row" className="path">
                {tensor.name}
              </th>
              <td>
                <code>{tensor.dtype}</code>
              </td>
              <td className="shape">{shapeText(tensor.shape)}</td>
              <td className="number">
                <Bytes count={tensor.bytes} />
              </td>
              {sharded && <td className="path">{tensor.file}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
      {left > 0 && (
        <div className="more">
          <button type="button" className="button" onClick={() => setLimit(limit + STEP * 5)}>
            Show {integer(Math.min(left, STEP * 5))} more of {integer(left)}
          </button>
        </div>
      )}
    </>
  );
}
