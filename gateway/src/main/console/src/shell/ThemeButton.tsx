import { useState } from "react";
import { Icon } from "../parts/Icon";
import { choose, theme } from "./theme";
import type { Theme } from "./theme";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const NAMES: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };
const ICONS = { system: "system", light: "sun", dark: "moon" } as const;

export function ThemeButton() {
  const [current, setCurrent] = useState(theme);
  const next = NEXT[current];
  const text = `Colours: ${NAMES[current]}. Change to ${NAMES[next]}`;
  const change = () => {
    choose(next);
    setCurrent(next);
  };
  return (
    <button type="button" className="icon-button" onClick={change} aria-label={text} title={text}>
      <Icon name={ICONS[current]} />
    </button>
  );
}
