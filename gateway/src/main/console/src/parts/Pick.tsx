import { useId } from "react";

interface PickProps {
  label: string;
  options: { value: string; text: string }[];
  value: string;
  choose: (value: string) => void;
}

/** One of many, by its name. */
export function Pick({ label, options, value, choose }: PickProps) {
  const id = useId();
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}
