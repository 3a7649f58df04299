/** Stands in for the registry while somebody works on the console alone: `npm run dev`. No part of what is built. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { interference, methods, preflight } from "./composing.ts";
import { compared, evaluation, flips, forgetting, prompt, samples, scores, suites, verification } from "./evaluation.ts";
import { impact, proposals } from "./impact.ts";
import { ofAliases, ofReleaseRuns, ofReleases, ofRules } from "./releasing.ts";
import { verdicts } from "./releases.ts";
import { LINEAGE, RECIPE, merges, models, tensors, version } from "./data.ts";
import { missing, paged, send } from "./answers.ts";

const TOTAL = 16_060_556_376;
const started = Date.now();

export function stub(): Plugin {
  return {
    name: "registry-stub",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use("/api/v1", (request, response) => setTimeout(() => answer(request, response), 120));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", "http://stub");
  const parts = decodeURIComponent(url.pathname).split("/").filter(Boolean);
  if (parts[0] === "models" && parts.length === 1) return send(response, paged(listed(url), url));
  if (parts[0] === "models") return ofModel(request, response, parts, url);
  if (parts[0] === "merge-methods") return send(response, { methods });
  if (parts[0] === "interference") return interference(request, response);
  if (parts[1] === "preflight") return preflight(request, response);
  if (parts[0] === "merges") return ofMerges(request, response, parts, url);
  if (parts[0] === "recipes") return send(response, RECIPE);
  if (parts[0] === "suites") return send(response, paged(suites, url));
  if (parts[0] === "evaluations") return send(response, evaluation);
  if (parts[0] === "verdicts") return found(response, verdicts.find((each) => each.id === parts[1]), parts[1] ?? "");
  if (parts[0] === "release-rules") return ofRules(request, response, parts, url);
  if (parts[0] === "release-runs") return ofReleaseRuns(request, response, parts, url);
  if (parts[0] === "releases") return ofReleases(request, response);
  if (parts[0] === "withdrawals") return send(response, parts[2] === "proposals" ? proposals : proposals[0]);
  if (parts[0] === "prompts") return send(response, prompt);
  if (parts[0] === "comparisons") return ofComparisons(response, parts, url);
  return missing(response, url.pathname);
}

function found(response: ServerResponse, value: unknown, what: string) {
  return value === undefined ? missing(response, what) : send(response, value);
}

function ofComparisons(response: ServerResponse, [, , document]: string[], url: URL) {
  const of = url.searchParams.getAll("of");
  if (document) return send(response, samples(Number(document), of));
  return send(response, url.pathname.endsWith("/documents") ? paged(flips(of.length), url) : compared(of));
}

function listed(url: URL) {
  const kind = url.searchParams.get("kind");
  const q = url.searchParams.get("q")?.toLowerCase() ?? "";
  return models.filter((model) => (!kind || model.kind === kind) && `${model.namespace}/${model.name}`.includes(q));
}

function ofModel(request: IncomingMessage, response: ServerResponse, [, namespace, name, , number, what]: string[], url: URL) {
  const full = `${namespace}/${name}`;
  const model = models.find((each) => `${each.namespace}/${each.name}` === full);
  if (!model) return missing(response, full);
  if (url.pathname.includes("/aliases")) return ofAliases(request, response, url);
  if (!url.pathname.includes("/versions")) return send(response, model);
  if (number === undefined) {
    const numbers = Array.from({ length: model.versionCount }, (_, index) => model.versionCount - index);
    return send(response, paged(numbers.map((each) => version(full, each)), url));
  }
  const found = version(full, number === "latest" ? model.versionCount : (model.aliases[number] ?? Number(number)));
  if (!found) return missing(response, `${full}@${number}`);
  if (what === "tensors") return send(response, { tensors: tensors(model.kind) });
  const id = `${full}@${found.number}`;
  const measured = id.replace("acme/assistant@3", forgetting.version);
  if (what === "scores") return send(response, [scores(measured)].filter(Boolean));
  if (what === "forgetting" && request.method === "POST") return send(response, evaluation);
  if (what === "forgetting") return send(response, measured === forgetting.version ? [forgetting] : []);
  if (what === "verification") return send(response, measured === verification.version ? [verification] : []);
  if (what === "impact") return send(response, impact(id) ?? { version: null, withdrawn: null, downstream: [] });
  if (what === "verdicts") return send(response, paged(verdicts.filter((each) => each.version === id), url));
  if (what === "lineage" && url.searchParams.get("direction") === "up") return send(response, reached(id, "to", "from"));
  if (what === "lineage" && url.searchParams.get("direction") === "down") return send(response, reached(id, "from", "to"));
  if (what === "lineage") return send(response, LINEAGE.nodes.some((node) => node.id === `${full}@${found.number}`) ? LINEAGE : { nodes: [], edges: [] });
  return send(response, found);
}

function reached(id: string, near: "from" | "to", far: "from" | "to") {
  const found = new Set([id]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const edge of LINEAGE.edges) if (found.has(edge[near])) found.add(edge[far]);
  }
  const held = (each: { from: string; to: string }) => found.has(each.from) && found.has(each.to);
  return { nodes: LINEAGE.nodes.filter((node) => found.has(node.id)), edges: LINEAGE.edges.filter(held) };
}

function ofMerges(request: IncomingMessage, response: ServerResponse, [, id, action]: string[], url: URL) {
  advance();
  if (id === undefined) {
    const state = url.searchParams.get("state");
    return send(response, paged(merges.filter((merge) => !state || merge.state === state), url));
  }
  const merge = merges.find((each) => each.id === id);
  if (!merge) return missing(response, id);
  if (action === "cancel") Object.assign(merge, { state: "CANCELLED", finishedAt: new Date().toISOString() });
  if (action !== "events") return send(response, merge);
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const timer = setInterval(() => {
    advance();
    response.write(`event: merge\ndata: ${JSON.stringify(merge)}\n\n`);
  }, 400);
  request.on("close", () => clearInterval(timer));
}

function advance() {
  const done = Math.min(TOTAL, (Date.now() - started) * 180_000);
  for (const merge of merges) if (merge.state === "RUNNING") merge.progress = { phase: "merging", doneBytes: done, totalBytes: TOTAL };
}
