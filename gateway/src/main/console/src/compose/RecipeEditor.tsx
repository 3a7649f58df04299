import { useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { Lines } from "../rules/Lines";
import { completionAt } from "./completion";
import type { Candidate, Completion, Known } from "./completion";

interface RecipeEditorProps {
  text: string;
  marked: number | null;
  known: Known;
  describedBy: string;
  change: (text: string) => void;
}

interface Offer extends Completion {
  /** The one that Enter takes; -1 where it is a new line as ever. */
  active: number;
}

/** A recipe's text that is completed as it is typed. */
export function RecipeEditor({ text, marked, known, describedBy, change }: RecipeEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [offer, setOffer] = useState<Offer | null>(null);
  const look = (written: string, asked: boolean) => {
    const found = completionAt(written, area.current?.selectionStart ?? 0, known);
    const isTyped = found.from < (area.current?.selectionStart ?? 0);
    const isValue = written.slice(0, found.from).endsWith(": ");
    const shown = found.candidates.length > 0 && (asked || isTyped || isValue);
    setOffer(shown ? { ...found, active: asked || isTyped ? 0 : -1 } : null);
  };
  const take = ({ text: chosen }: Candidate) => {
    const field = area.current;
    if (!offer || !field) return;
    field.focus();
    field.setRangeText(chosen, offer.from, offer.to, "end");
    change(field.value);
    if (chosen.endsWith(" ")) look(field.value, false);
    else setOffer(null);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === " " && event.ctrlKey) look(text, true);
    else if (!offer || !steer(event.key, offer, setOffer, take)) return;
    event.preventDefault();
  };
  return (
    <div className="completing">
      <Lines
        area={area}
        text={text}
        marked={marked}
        label="Recipe"
        describedBy={describedBy}
        change={(written) => {
          change(written);
          look(written, false);
        }}
        more={{
          onKeyDown: keys,
          onBlur: () => setOffer(null),
          onClick: () => setOffer(null),
          "aria-autocomplete": "list",
          "aria-controls": offer ? id : undefined,
          "aria-activedescendant": offer && offer.active >= 0 ? `${id}-${offer.active}` : undefined,
        }}
      />
      {offer && <Candidates id={id} offer={offer} place={placeOf(text, offer.from, area.current)} take={take} />}
      <p className="unseen" role="status">
        {offer && `${offer.candidates.length} to choose from`}
      </p>
    </div>
  );
}

/** Whether the key meant the list. */
function steer(key: string, offer: Offer, set: (offer: Offer | null) => void, take: (candidate: Candidate) => void): boolean {
  const { candidates, active } = offer;
  const chosen = candidates[active];
  if (key === "Escape") set(null);
  else if (key === "ArrowDown") set({ ...offer, active: (active + 1) % candidates.length });
  else if (key === "ArrowUp") set({ ...offer, active: (Math.max(active, 0) - 1 + candidates.length) % candidates.length });
  else if ((key === "Enter" || key === "Tab") && chosen) take(chosen);
  else return false;
  return true;
}

/** Below the word that is completed. */
function placeOf(text: string, from: number, area: HTMLTextAreaElement | null) {
  const lines = text.slice(0, from).split("\n");
  const left = area?.offsetLeft ?? 0;
  return { top: `${0.875 + 1.25 * lines.length}rem`, left: `min(calc(${left}px + 0.75rem + ${lines.at(-1)?.length ?? 0}ch), 100% - 15rem)` };
}

interface CandidatesProps {
  id: string;
  offer: Offer;
  place: { top: string; left: string };
  take: (candidate: Candidate) => void;
}

function Candidates({ id, offer, place, take }: CandidatesProps) {
  return (
    <ul id={id} className="candidates" role="listbox" aria-label="Completions" style={place}>
      {offer.candidates.map((candidate, index) => (
        <li
          key={candidate.text}
          id={`${id}-${index}`}
          ref={index === offer.active ? (item) => item?.scrollIntoView({ block: "nearest" }) : null}
          role="option"
          aria-selected={index === offer.active}
          onMouseDown={(event) => {
            event.preventDefault();
            take(candidate);
          }}
        >
          <code>{candidate.text}</code>
          {candidate.hint && <span className="hint">{candidate.hint}</span>}
        </li>
      ))}
    </ul>
  );
}
