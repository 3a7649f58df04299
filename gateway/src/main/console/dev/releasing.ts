/** Releases, rules, runs and aliases of the stand-in registry, as far as the console asks for them. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { missing, paged, refuse, send, textOf } from "./answers.ts";
import { aliases, move, moves, plan, rollBack, rules, runs } from "./releases.ts";

const STEP = 3000;
let last = Date.now();

export async function ofRules(request: IncomingMessage, response: ServerResponse, parts: string[], url: URL) {
  const [, namespace, name, action] = parts;
  if (namespace === undefined) return send(response, paged(rules, url));
  const rule = rules.find((each) => each.name === `${namespace}/${name}`);
  if (!rule) return missing(response, `${namespace}/${name}`);
  if (action === "dry-run") return send(response, plan(rule.name, (JSON.parse(await textOf(request)) as { version: string }).version));
  if (request.method !== "PUT") return send(response, rule);
  const text = await textOf(request);
  const wrong = text.split("\n").findIndex((line) => line.includes("task_arithmatic"));
  if (wrong >= 0) return refuse(response, 422, "RULE_TEMPLATE_INVALID", `rule:${wrong + 1}`, `There is no method task_arithmatic (line ${wrong + 1} of the rule)`, "Use task_arithmetic.");
  if (request.headers["if-match"] !== `"${rule.number}"`) return refuse(response, 409, "RULE_CHANGED", "If-Match", `The rule is at ${rule.number}`, "Read it again.");
  Object.assign(rule, { document: text, number: rule.number + 1, createdAt: new Date().toISOString() });
  return send(response, rule);
}

export async function ofReleases(request: IncomingMessage, response: ServerResponse) {
  const { version } = JSON.parse(await textOf(request)) as { version: string };
  send(response, { id: "release-1", version, runs: version.startsWith("acme/sentiment@") ? [runs[0]] : [] });
}

export async function ofReleaseRuns(request: IncomingMessage, response: ServerResponse, parts: string[], url: URL) {
  const [, id, action] = parts;
  advance();
  if (id === undefined) {
    const asked = (name: string, of: string) => [null, of].includes(url.searchParams.get(name));
    return send(response, paged(runs.filter((run) => asked("state", run.state) && asked("target", run.target) && asked("rule", run.rule.split("@")[0] ?? "")), url));
  }
  const run = runs.find((each) => each.id === id);
  if (!run) return missing(response, id);
  if (action === "events") return events(request, response, run);
  const { reason = "", from = "start" } = request.method === "POST" ? (JSON.parse(await textOf(request)) as { reason?: string; from?: string }) : {};
  if (action === "cancel") move(run, "CANCELLED", "cancelled by anna", "anna");
  if (action === "retry") move(run, from === "judge" ? "JUDGING" : from === "evaluate" ? "VERIFYING" : "PREPARING", `retried from ${from}`, "anna");
  if ((action === "approve" || action === "reject") && run.state !== "WAITING") {
    return refuse(response, 409, "RUN_STATE_WRONG", `run ${id}`, `The run is ${run.state} and waits for nobody`, "See where it stands.");
  }
  if (action === "approve") {
    run.approvals = [{ role: "release-manager", approved: true, reason, actor: "anna", at: new Date().toISOString() }];
    move(run, "JUDGING", "approved by anna", "anna");
    move(run, "RELEASED");
  }
  if (action === "reject") move(run, "STOPPED", `rejected by anna: ${reason}`, "anna");
  return send(response, run);
}

function events(request: IncomingMessage, response: ServerResponse, run: unknown) {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const timer = setInterval(() => {
    advance();
    response.write(`event: run\ndata: ${JSON.stringify(run)}\n\n`);
  }, 500);
  request.on("close", () => clearInterval(timer));
}

function advance() {
  if (Date.now() - last < STEP) return;
  last = Date.now();
  for (const run of runs) move(run);
}

export async function ofAliases(request: IncomingMessage, response: ServerResponse, url: URL) {
  const [, namespace, name, , alias = "", what] = url.pathname.split("/").filter(Boolean);
  const ours = `${namespace}/${name}` === "acme/assistant";
  if (alias === "") return send(response, ours ? aliases : []);
  const found = ours ? aliases.find((each) => each.alias === alias) : undefined;
  if (!found) return missing(response, `${namespace}/${name}@${alias}`);
  if (what === "history") return send(response, paged(moves.filter((each) => each.alias === alias), url));
  if (what !== "rollback") return send(response, found);
  if (request.headers["if-match"] !== `"${found.step}"`) {
    return refuse(response, 409, "ALIAS_MOVED", "alias", `${alias} is not where you said: step ${found.step}`, "Decide again, knowing where it stands.");
  }
  const { to, reason = "" } = JSON.parse(await textOf(request)) as { to?: number; reason?: string };
  return send(response, rollBack(alias, to, reason));
}
