import { Link } from "react-router";
import { usePages } from "../load";
import { More } from "../parts/More";
import { Shown } from "../parts/Shown";
import { Table } from "../parts/Table";
import { Time } from "../parts/Values";
import { versionPath } from "../parts/Version";
import { Rollback } from "./Rollback";
import { aliases } from "./api";
import type { AliasMove } from "./api";
import { CAUSES } from "./moves";

/** Every move of an alias, the newest first, and the way back. */
export function History({ model, alias, moved }: { model: string; alias: string; moved: () => void }) {
  const pages = usePages(`history ${model}@${alias}`, (cursor, signal) => aliases.history(model, alias, cursor, signal));
  const renew = () => {
    pages.again();
    moved();
  };
  return (
    <Shown loaded={pages.loaded} again={pages.again} what="the history">
      {(moves) => (
        <>
          <Moves model={model} alias={alias} moves={moves} />
          <More {...pages} />
          <Rollback moves={moves} renew={renew} />
        </>
      )}
    </Shown>
  );
}

function Moves({ model, alias, moves }: { model: string; alias: string; moves: AliasMove[] }) {
  return (
    <Table caption={`Moves of ${alias}`}>
      <thead>
        <tr>
          <th scope="col" className="number">
            Step
          </th>
          <th scope="col">From → to</th>
          <th scope="col">How</th>
          <th scope="col">Who</th>
          <th scope="col">Why</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={move.step}>
            <th scope="row" className="number">
              {move.step}
            </th>
            <td>
              {move.from === null ? <span className="muted">none</span> : <Version model={model} number={move.from} />} →{" "}
              <Version model={model} number={move.to} />
            </td>
            <td>{move.run ? <Link to={`/releases/${move.run}`}>{CAUSES[move.cause]}</Link> : CAUSES[move.cause]}</td>
            <td>{move.actor}</td>
            <td className="sentence">{move.reason || <span className="muted">not said</span>}</td>
            <td>
              <Time at={move.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Version({ model, number }: { model: string; number: number }) {
  return <Link to={versionPath(`${model}@${number}`)}>@{number}</Link>;
}
