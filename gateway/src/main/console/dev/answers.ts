/** How the stand-in registry answers. */
import type { IncomingMessage, ServerResponse } from "node:http";

export function paged(items: unknown[], url: URL) {
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 30);
  return { items: items.slice(from, from + limit), next: from + limit < items.length ? String(from + limit) : null };
}

export function missing(response: ServerResponse, where: string) {
  refuse(response, 404, "NOT_FOUND", where, `There is nothing called ${where}.`, "Check the spelling, or look for it in the list of models.");
}

export function refuse(response: ServerResponse, status: number, code: string, where: string, detail: string, remedy: string) {
  response.writeHead(status, { "Content-Type": "application/problem+json" });
  response.end(
    JSON.stringify({ code, status, detail, where, remedy, requestId: "0c2a" }),
  );
}

export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return Buffer.concat(parts).toString();
}

export function send(response: ServerResponse, body: unknown) {
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}
