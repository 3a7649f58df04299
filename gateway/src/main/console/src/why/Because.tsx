import { useId } from "react";
import type { ReactNode } from "react";

/** One answer in the chain of answers, each the reason for the one before. */
export function Because({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <li className="because">
      <section aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {children}
      </section>
    </li>
  );
}
