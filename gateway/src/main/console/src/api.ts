/** The registry's REST interface under /api/v1, as far as the console uses it. */
import { identity, identityHeaders } from "./identity/identity";

export type Kind = "base" | "adapter" | "merged";
export type VersionState = "PENDING" | "READY" | "REJECTED";
export type MergeState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
export type Severity = "error" | "warning" | "info";
export type WithdrawalKind = "data" | "licence" | "defect" | "other";
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Facts = Record<string, Json>;

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Model {
  namespace: string;
  name: string;
  kind: Kind;
  description: string | null;
  tags: Record<string, string>;
  versionCount: number;
  latestVersion: number | null;
  aliases: Record<string, number>;
  createdAt: string;
}

export interface VersionFile {
  path: string;
  size: number;
  sha256: string;
}

export interface Finding {
  code: string;
  severity: Severity;
  where: string;
  message: string;
  remedy: string;
}

/** Why a version is to be used no more: it was withdrawn, or contains one that was. */
export interface Withdrawn {
  withdrawal: string;
  version: string;
  inherited: boolean;
  kind: WithdrawalKind;
  reason: string;
  since: string;
}

export interface Version {
  model: string;
  kind: Kind;
  number: number;
  state: VersionState;
  digest: string;
  size: number;
  files: VersionFile[];
  base: { model: string; number: number } | null;
  fingerprint: string | null;
  trainingFacts: Facts | null;
  findings: Finding[];
  config: Facts | null;
  aliases: string[];
  merge: { id: string; recipeId: string } | null;
  withdrawn?: Withdrawn | null;
  /** Since when its weights are kept as their recipe alone. */
  evictedAt?: string | null;
  createdAt: string;
  readyAt: string | null;
}

export interface Tensor {
  name: string;
  dtype: string;
  shape: number[];
  file: string;
  bytes: number;
}

export interface LineageNode {
  id: string;
  model: string;
  number: number;
  kind: Kind;
  state: VersionState;
  digest: string;
  withdrawn?: Withdrawn | null;
}

export interface LineageEdge {
  from: string;
  to: string;
  relation: string;
  weight: number | null;
  position: number;
}

export interface Lineage {
  nodes: LineageNode[];
  edges: LineageEdge[];
}

export type Direction = "up" | "down" | "both";

export interface Recipe {
  id: string;
  method: string;
  source: string;
  document: Json;
}

export interface MergeInput {
  reference: string;
  version: string;
  digest: string;
}

export type Failure = { code: string; where: string; message: string; remedy: string };

export interface Merge {
  id: string;
  state: MergeState;
  recipeId: string;
  output: string;
  version: number | null;
  inputs: MergeInput[];
  findings: Finding[];
  progress: { phase: string; doneBytes: number; totalBytes: number } | null;
  attempt: number;
  parts: number;
  partsDone: number;
  error: Failure | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** What went wrong, in the words of RFC 9457 and the registry's own: a code, the thing at fault, what to do. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
    readonly where: string | null = null,
    readonly status: number | null = null,
    readonly requestId: string | null = null,
  ) {
    super(message);
  }
}

export function problemIn({ code, message, remedy, where }: Failure): Problem {
  return new Problem(code, message, remedy, where);
}

export const api = {
  models: (query: { kind?: Kind | undefined; q?: string | undefined; cursor?: string | undefined }, signal: AbortSignal) =>
    read<Page<Model>>(`/models${queryOf({ ...query, limit: 30 })}`, signal),
  model: (model: string, signal: AbortSignal) => read<Model>(`/models/${pathOf(model)}`, signal),
  versions: (model: string, cursor: string | undefined, signal: AbortSignal) =>
    read<Page<Version>>(`/models/${pathOf(model)}/versions${queryOf({ cursor })}`, signal),
  version: (model: string, version: string, signal: AbortSignal) => read<Version>(versionPath(model, version), signal),
  tensors: (model: string, version: string, signal: AbortSignal) =>
    read<{ tensors: Tensor[] }>(`${versionPath(model, version)}/tensors`, signal).then((answer) => answer.tensors),
  lineage: (model: string, version: string, query: { direction: Direction; depth: number }, signal: AbortSignal) =>
    read<Lineage>(`${versionPath(model, version)}/lineage${queryOf(query)}`, signal),
  recipe: (id: string, signal: AbortSignal) => read<Recipe>(`/recipes/${pathOf(id)}`, signal),
  merges: (query: { state?: MergeState | undefined; cursor?: string | undefined }, signal: AbortSignal) =>
    read<Page<Merge>>(`/merges${queryOf(query)}`, signal),
  merge: (id: string, signal: AbortSignal) => read<Merge>(`/merges/${pathOf(id)}`, signal),
  cancelMerge: (id: string) => post<Merge>(`/merges/${pathOf(id)}/cancel`),
};

const BASE = "/api/v1";

export function fileUrl(version: Version, path: string): string {
  return `${BASE}${versionPath(version.model, String(version.number))}/files/${pathOf(path)}`;
}

export function mergeEventsUrl(id: string): string {
  return `${BASE}/merges/${pathOf(id)}/events`;
}

/** The registry's own path of a version. */
export function versionPath(model: string, version: string): string {
  return `/models/${pathOf(model)}/versions/${encodeURIComponent(version)}`;
}

/** Escapes each part and keeps the slashes between them. */
export function pathOf(text: string): string {
  return text.split("/").map(encodeURIComponent).join("/");
}

export function queryOf(parameters: Record<string, string | number | string[] | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) value.forEach((each) => query.append(name, each));
    else if (value !== undefined && value !== "") query.set(name, String(value));
  }
  return query.size === 0 ? "" : `?${query}`;
}

export function read<T>(path: string, signal: AbortSignal): Promise<T> {
  return call<T>(path, { signal });
}

type HeaderFields = Record<string, string>;

export function post<T>(path: string, body?: object, headers: HeaderFields = {}): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return call<T>(path, { method: "POST", headers, ...sent });
}

/** Writes a text in place of the one that the condition names. */
export function putText<T>(path: string, body: string, headers: HeaderFields): Promise<T> {
  return call<T>(path, { method: "PUT", body, headers: { "Content-Type": "text/yaml", ...headers } });
}

/** That what is changed still is as it was seen. */
export function ifMatch(number: number): HeaderFields {
  return { "If-Match": `"${number}"` };
}

/** That a request means the same, however often it arrives. */
export function once(key: string): HeaderFields {
  return { "Idempotency-Key": key };
}

export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

interface Sent extends RequestInit {
  headers?: HeaderFields;
}

async function call<T>(path: string, init: Sent): Promise<T> {
  const response = await reach(path, init);
  if (!response.ok) throw problemOf(response.status, await response.text(), response.headers.get("X-Request-Id"));
  return (await response.json()) as T;
}

async function reach(path: string, init: Sent): Promise<Response> {
  try {
    return await fetch(BASE + path, { ...init, headers: headersOf(init) });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new Problem(
      "GATEWAY_UNREACHABLE",
      "The gateway did not answer.",
      "Check that Graft is running and that this computer is online, then try again.",
    );
  }
}

function headersOf({ body, headers }: Sent): HeaderFields {
  const accept = { Accept: "application/json, application/problem+json" };
  const type = body === undefined ? {} : { "Content-Type": "application/json" };
  return { ...accept, ...identityHeaders(identity()), ...type, ...headers };
}

/** Reads an error answer; one that is no problem document still becomes a problem with something to do. */
export function problemOf(status: number, body: string, requestId: string | null): Problem {
  const said = parsed(body);
  const text = (name: string) => (typeof said[name] === "string" ? said[name] : null);
  return new Problem(
    text("code") ?? `HTTP_${status}`,
    text("detail") ?? text("title") ?? `The registry answered with status ${status}.`,
    text("remedy") ?? "Try again; if it stays so, look for the request id in the registry's log.",
    text("where"),
    status,
    text("requestId") ?? requestId,
  );
}

function parsed(body: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export function isActive(merge: Merge): boolean {
  return merge.state === "QUEUED" || merge.state === "RUNNING";
}
