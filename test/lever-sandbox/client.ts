import type { Opportunity, Sandbox } from "../../src/lever-sandbox/index.js";

/** A response of the sandbox. */
export interface Answer<Data> {
  status: number;
  headers: Headers;
  body: Body<Data>;
}

/** The body of a list, a record or an error. */
interface Body<Data> {
  data: Data;
  hasNext: boolean;
  next: string;
  code: string;
  message: string;
}

/** Sends a GET for a path such as `/postings?limit=2`, with the key as Basic user name. */
export async function ask<Data = Opportunity[]>(
  sandbox: Sandbox,
  path: string,
  key = sandbox.apiKey,
): Promise<Answer<Data>> {
  const response = await fetch(sandbox.url + path, { headers: { authorization: basic(key) } });
  const body = (await response.json()) as Body<Data>;
  return { status: response.status, headers: response.headers, body };
}

/** The ids in a list, in order. */
export async function ids(sandbox: Sandbox, path: string, key?: string): Promise<string[]> {
  const { body } = await ask<{ id: string }[]>(sandbox, path, key);
  return body.data.map(({ id }) => id);
}

/** Reads a list page by page to its end, and returns the pages. */
export async function walk<Data = Opportunity[]>(sandbox: Sandbox, path: string): Promise<Body<Data>[]> {
  const pages: Body<Data>[] = [];
  let more = "";
  for (;;) {
    const { body } = await ask<Data>(sandbox, path + more);
    pages.push(body);
    if (!("next" in body)) return pages;
    more = `${path.includes("?") ? "&" : "?"}offset=${encodeURIComponent(body.next)}`;
  }
}

/** The key in a token. */
export function keyIn(token: string): [number, ...unknown[]] {
  return JSON.parse(decodeURIComponent(token)) as [number, ...unknown[]];
}

export function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
}
