import { Link } from "react-router";
import { useLoad } from "../load";
import { useRefresh } from "../live";
import { words } from "../format";
import { Ask } from "../parts/Ask";
import { Icon } from "../parts/Icon";
import type { IconName } from "../parts/Icon";
import { Shown } from "../parts/Shown";
import { VersionLink } from "../parts/Version";
import { impacts } from "./api";
import type { Proposal, ProposalState } from "./api";

const EVERY = 2000;
const LOOKS: Record<ProposalState, { tone: string; icon: IconName }> = {
  POSSIBLE: { tone: "busy", icon: "arrow" },
  WAITING: { tone: "wait", icon: "clock" },
  IMPOSSIBLE: { tone: "bad", icon: "cross" },
  RUNNING: { tone: "busy", icon: "merged" },
  FAILED: { tone: "bad", icon: "error" },
  DONE: { tone: "good", icon: "check" },
};

/** How what contains a withdrawn version can be made again without it. */
export function Proposals({ withdrawal }: { withdrawal: string }) {
  const { loaded, again } = useLoad(`proposals ${withdrawal}`, (signal) => impacts.proposals(withdrawal, signal));
  const running = loaded.state === "ready" && loaded.value.some((proposal) => proposal.state === "RUNNING");
  useRefresh(again, running ? EVERY : null);
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">Made again without it</h2>
      <Shown loaded={loaded} again={again} what="the proposals">
        {(proposals) =>
          proposals.length === 0 ? (
            <p className="muted">Nothing that was merged contains it.</p>
          ) : (
            <ul className="alias-list">
              {proposals.map((proposal) => (
                <Item key={proposal.version} withdrawal={withdrawal} proposal={proposal} again={again} />
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}

interface ItemProps {
  withdrawal: string;
  proposal: Proposal;
  again: () => void;
}

function Item({ withdrawal, proposal, again }: ItemProps) {
  const { version, state, merge, made } = proposal;
  const { tone, icon } = LOOKS[state];
  return (
    <li>
      <div className="alias-head">
        <VersionLink reference={version} />
        <span className={`state state-${tone}`}>
          <Icon name={icon} size={12} />
          {words(state.toLowerCase())}
        </span>
        {made && (
          <span>
            made <VersionLink reference={made} />
          </span>
        )}
        {merge && !made && <Link to={`/merges/${merge}`}>Merge</Link>}
      </div>
      <What proposal={proposal} />
      {(state === "POSSIBLE" || state === "FAILED") && (
        <Ask
          text="Merge it again"
          question={`Merge ${version} again without ${proposal.without.join(", ") || "what was withdrawn"}?`}
          confirm="Merge it"
          send={() => impacts.remerge(withdrawal, version)}
          done={again}
        />
      )}
    </li>
  );
}

function What({ proposal: { without, replaced, waitsFor, notes, why, moves } }: { proposal: Proposal }) {
  const lines = [
    without.length > 0 && `Leaves out ${without.join(", ")}.`,
    ...Object.entries(replaced).map(([old, made]) => `Takes ${made} in place of ${old}.`),
    waitsFor.length > 0 && `First ${waitsFor.join(", ")} has to be made again.`,
    ...notes,
    why,
    ...moves.map((move) => `${move.alias} still stands at version ${move.from}: release ${move.to}.`),
  ];
  return (
    <ul className="hint">
      {lines.filter(Boolean).map((line) => (
        <li key={String(line)}>{line}</li>
      ))}
    </ul>
  );
}
