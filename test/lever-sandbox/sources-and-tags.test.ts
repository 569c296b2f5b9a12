import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { ask, walk } from "./client.js";

interface Name {
  text: string;
  count: number;
}

const sandbox = await startSandbox({ candidates: 60, rate: Infinity });
afterAll(() => sandbox.close());
const { account } = sandbox;
account.opportunities[0]!.tags.push("\u00E9tude", "Zebra", "apple", "Apple");
const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());

describe.each(["sources", "tags"] as const)("the list /%s", (list) => {
  it("has each name of an opportunity once, with a count, in alphabetical order without case", async () => {
    const { body } = await ask<Name[]>(sandbox, `/${list}`);
    const all = account.opportunities.flatMap((opportunity) => [...new Set(opportunity[list])]);
    expect(Object.fromEntries(body.data.map(({ text, count }) => [text, count]))).toEqual(
      Object.fromEntries(all.map((text) => [text, all.filter((each) => each === text).length])),
    );
    expect(body.data.length).toBeGreaterThan(2);
    const texts = lower(body.data.map(({ text }) => text));
    expect(texts).toEqual([...texts].sort());
    expect(body.hasNext).toBe(false);
  });

  it("comes in pages", async () => {
    const { body } = await ask<Name[]>(sandbox, `/${list}`);
    const pages = await walk<Name[]>(sandbox, `/${list}?limit=2`);
    expect(pages.length).toBe(Math.ceil(body.data.length / 2));
    expect(pages.flatMap(({ data }) => data)).toEqual(body.data);
    const { status } = await ask(sandbox, `/${list}?offset=nonsense`);
    expect(status).toBe(400);
  });
});
