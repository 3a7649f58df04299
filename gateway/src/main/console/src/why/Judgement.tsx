import type { AliasMove } from "../aliases/api";
import { Verdict, VerdictOf } from "../gates/VerdictOf";
import { gates } from "../gates/api";
import { useLoad } from "../load";
import { Shown } from "../parts/Shown";

/** The verdict that let the move happen. What was moved by hand had none, but may have been judged all the same. */
export function Judgement({ move }: { move: AliasMove }) {
  return move.verdict === null ? <ByHand move={move} /> : <VerdictOf id={move.verdict} />;
}

function ByHand({ move }: { move: AliasMove }) {
  const version = String(move.to);
  const { loaded, again } = useLoad(`verdicts ${move.model}@${version}`, (signal) => gates.verdicts(move.model, version, signal));
  return (
    <>
      <p>
        <strong>No gate was asked</strong> before this move.
      </p>
      <Shown loaded={loaded} again={again} what="the version's verdicts">
        {({ items: [newest] }) =>
          newest ? (
            <>
              <p>The last gate that judged the version said:</p>
              <Verdict verdict={newest} />
            </>
          ) : (
            <p className="muted">No gate has ever judged this version.</p>
          )
        }
      </Shown>
    </>
  );
}
