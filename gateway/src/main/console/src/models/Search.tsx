import { useEffect, useState } from "react";
import { Icon } from "../parts/Icon";

const PAUSE = 250;

/** Searches when the typing pauses, or at once on Enter. */
export function Search({ text, search }: { text: string; search: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => search(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, text, search]);
  return (
    <form
      role="search"
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        search(typed.trim());
      }}
    >
      <Icon name="search" />
      <input
        type="search"
        aria-label="Search models by namespace or name"
        placeholder="Search models"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  );
}
