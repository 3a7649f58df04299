import { afterEach, describe, expect, test, vi } from "vitest";
import { Problem, api, pathOf, problemOf, queryOf } from "./api";

afterEach(() => vi.unstubAllGlobals());

describe("an error answer", () => {
  test("is told in the registry's words", () => {
    const body = {
      status: 404,
      detail: "No model acme/none.",
      code: "MODEL_NOT_FOUND",
      where: "acme/none",
      remedy: "Look for it in the list.",
      requestId: "r-1",
    };
    const problem = problemOf(404, JSON.stringify(body), null);
    expect(problem).toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: "No model acme/none.",
      where: "acme/none",
      remedy: "Look for it in the list.",
      status: 404,
      requestId: "r-1",
    });
  });

  test.each(["", "<html>Bad gateway</html>", "null", "[1]", '{"code":7}'])("that is %j still says what to do", (body) => {
    const problem = problemOf(502, body, "r-2");
    expect(problem.code).toBe("HTTP_502");
    expect(problem.message).toContain("502");
    expect(problem.remedy).not.toBe("");
    expect(problem.requestId).toBe("r-2");
  });
});

test("a gateway out of reach is a problem with a remedy", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  const failure = await api.model("acme/assistant", new AbortController().signal).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({ code: "GATEWAY_UNREACHABLE" });
});

test("a page that was left is no problem", async () => {
  const abort = new AbortController();
  abort.abort();
  vi.stubGlobal("fetch", () => Promise.reject(new DOMException("aborted", "AbortError")));
  const failure = await api.model("acme/assistant", abort.signal).catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(Problem);
});

test("names go into addresses escaped, their slashes kept", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(new Response("{}"));
  });
  await api.version("acme/odd name", "champion", new AbortController().signal);
  expect(asked).toEqual(["/api/v1/models/acme/odd%20name/versions/champion"]);
  expect(pathOf("a/b?c#d")).toBe("a/b%3Fc%23d");
});

test("what is not asked for is not in the query", () => {
  expect(queryOf({ kind: undefined, q: "", cursor: "a+b=", limit: 30 })).toBe("?cursor=a%2Bb%3D&limit=30");
  expect(queryOf({})).toBe("");
});
