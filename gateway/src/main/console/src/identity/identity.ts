/** Who the reader says to be: a name that is a mere claim, and a token, which this tab alone knows and forgets when it is closed. */
export interface Identity {
  name: string;
  token: string;
}

const NAME = "graft.name";
const TOKEN = "graft.token";

export function identity(): Identity {
  return { name: read("localStorage", NAME), token: read("sessionStorage", TOKEN) };
}

export function identify({ name, token }: Identity) {
  write("localStorage", NAME, name.trim());
  write("sessionStorage", TOKEN, token.trim());
}

/** What every request says of who sends it. A token says it by itself. */
export function identityHeaders({ name, token }: Identity): Record<string, string> {
  if (token !== "") return { Authorization: `Bearer ${token}` };
  return name === "" ? {} : { "X-Graft-Actor": byteByByte(name) };
}

/** Headers carry bytes: those of UTF-8, each as the character of its number. */
function byteByByte(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

type Store = "localStorage" | "sessionStorage";

function read(store: Store, key: string): string {
  return globalThis[store]?.getItem(key) ?? "";
}

function write(store: Store, key: string, value: string) {
  if (value === "") globalThis[store].removeItem(key);
  else globalThis[store].setItem(key, value);
}
