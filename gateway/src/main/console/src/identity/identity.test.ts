import { afterEach, expect, test, vi } from "vitest";
import { releases } from "../releases/api";
import { identify, identity, identityHeaders } from "./identity";

afterEach(() => vi.unstubAllGlobals());

test("a token says who somebody is, whatever name they gave", () => {
  expect(identityHeaders({ name: "anna", token: "graft_1" })).toEqual({ Authorization: "Bearer graft_1" });
  expect(identityHeaders({ name: "anna", token: "" })).toEqual({ "X-Graft-Actor": "anna" });
  expect(identityHeaders({ name: "", token: "" })).toEqual({});
});

test("a name in any letters goes into a header byte by byte", () => {
  const { "X-Graft-Actor": sent = "" } = identityHeaders({ name: "Zoë Ж", token: "" });
  expect([...sent].every((letter) => letter.charCodeAt(0) < 256)).toBe(true);
  expect(new TextDecoder().decode(Uint8Array.from(sent, (letter) => letter.charCodeAt(0)))).toBe("Zoë Ж");
});

test("requests say who sends them, and the token is forgotten with the tab", async () => {
  const [lasting, fleeting] = [new Map<string, string>(), new Map<string, string>()];
  vi.stubGlobal("localStorage", storage(lasting));
  vi.stubGlobal("sessionStorage", storage(fleeting));
  const sent: Record<string, string>[] = [];
  vi.stubGlobal("fetch", (_: string, init: { headers: Record<string, string> }) => {
    sent.push(init.headers);
    return Promise.resolve(new Response("{}"));
  });
  identify({ name: " anna ", token: "graft_1" });
  expect([...lasting.values(), ...fleeting.values()]).toEqual(["anna", "graft_1"]);
  expect(fleeting.size).toBe(1);
  await releases.approve("r", "fine");
  identify({ ...identity(), token: "" });
  await releases.approve("r", "fine");
  expect(sent.map((headers) => headers["Authorization"] ?? headers["X-Graft-Actor"])).toEqual(["Bearer graft_1", "anna"]);
});

function storage(held: Map<string, string>) {
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
    removeItem: (key: string) => held.delete(key),
  };
}
