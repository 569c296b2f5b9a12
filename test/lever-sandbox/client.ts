import type { Sandbox } from "../../src/lever-sandbox/index.js";

/** What came back: the status, the headers, and the body as JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  // Tests look into answers of every endpoint.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Asks for a path such as `/postings?limit=2`, with the key as Basic user name. */
export async function ask(sandbox: Sandbox, path: string, key = sandbox.apiKey): Promise<Answer> {
  const response = await fetch(sandbox.url + path, { headers: { authorization: basic(key) } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** The ids in a list, in order. */
export async function ids(sandbox: Sandbox, path: string, key?: string): Promise<string[]> {
  const { body } = await ask(sandbox, path, key);
  return body.data.map(({ id }: { id: string }) => id);
}

/** Reads a list to its end, page by page, giving each token back as a value. Returns the pages. */
export async function walk(sandbox: Sandbox, path: string): Promise<Answer["body"][]> {
  const pages = [];
  let offset: string | undefined;
  do {
    const more = offset === undefined ? "" : `${path.includes("?") ? "&" : "?"}offset=${encodeURIComponent(offset)}`;
    const { body } = await ask(sandbox, path + more);
    pages.push(body);
    offset = body.next;
  } while (offset !== undefined);
  return pages;
}

export function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
}
