import { useEffect, useState } from "react";
import type { Merge } from "../api";
import { duration, percent, words } from "../format";
import { Bar } from "./Bar";
import { amount, marked, rate } from "./speed";
import type { Mark } from "./speed";

/** Progress with rate and time left; spoken aloud at each new phase and every tenth of the way. */
export function LiveProgress({ merge }: { merge: Merge }) {
  const progress = merge.progress ?? { phase: "starting", doneBytes: 0, totalBytes: 0 };
  const { phase, doneBytes, totalBytes } = progress;
  const [marks, setMarks] = useState<Mark[]>([]);
  useEffect(() => setMarks((earlier) => marked(earlier, { at: Date.now(), done: doneBytes })), [doneBytes]);
  const speed = rate(marks);
  const tenth = Math.floor(percent(doneBytes, totalBytes) / 10) * 10;
  return (
    <div className="outcome">
      <Bar progress={progress} />
      <p className="hint">
        {speed === null ? "Measuring the speed" : `${amount(phase, speed)}/s`}
        {speed !== null && totalBytes > doneBytes && ` · ${duration(((totalBytes - doneBytes) * 1000) / speed)} left`}
        {merge.parts > 1 && ` · ${merge.partsDone} of ${merge.parts} parts done`}
        {merge.attempt > 1 && ` · attempt ${merge.attempt}`}
      </p>
      <p className="unseen" role="status">
        {words(phase)}, {tenth} percent
      </p>
    </div>
  );
}
