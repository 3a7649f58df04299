import { Link } from "react-router";
import type { AliasMove } from "../aliases/api";
import { CAUSES } from "../aliases/moves";
import { exactTime } from "../format";
import { modelPath } from "../parts/Version";

/** Who moved it, when and why; after a rollback also the move that had released what it was taken back to. */
export function Move({ last, decided }: { last: AliasMove; decided: AliasMove }) {
  return (
    <>
      <Told move={last} />
      {decided !== last && (
        <p>
          What it was taken back to had come there by step {decided.step}: <Told move={decided} inline />
        </p>
      )}
      <p className="hint">
        Step {last.step} of <Link to={modelPath(last.model)}>its history</Link>, of which none is left out.
      </p>
    </>
  );
}

function Told({ move, inline = false }: { move: AliasMove; inline?: boolean }) {
  const text = (
    <>
      {CAUSES[move.cause]} by <strong>{move.actor}</strong> on {exactTime(move.at)},{" "}
      {move.from === null ? "as its first move" : `from version ${move.from}`} to version {move.to}
      {move.reason && <>: “{move.reason}”</>}
      {move.run && (
        <>
          {" "}
          (<Link to={`/releases/${move.run}`}>release run</Link>)
        </>
      )}
    </>
  );
  return inline ? <span>{text}.</span> : <p className="told">{text}.</p>;
}
