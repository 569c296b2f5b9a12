import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { startProcess } from "../support/started-process.js";

const main = new URL("../../dist/main.js", import.meta.url).pathname;

/** The built process, as `npm start` runs it. */
const run = (env: Record<string, string>) => startProcess([main], { PORT: "0", ...env });

describe("the process", () => {
  it("says where it listens and that it serves the sandbox, answers, and ends on SIGTERM", async () => {
    using subgraph = run({ LOG_LEVEL: "silent" });
    const [, url = ""] = await subgraph.said(/(http:\/\/127\.0\.0\.1:\d+)\/ .*sandbox/);
    const answer = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ candidates(first: 1) { nodes { fullName } } }" }),
    });
    expect(await answer.json()).toMatchObject({ data: { candidates: { nodes: [{ fullName: expect.any(String) }] } } });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    subgraph.child.kill("SIGTERM");
    expect(await subgraph.ended).toBe(0);
    expect(subgraph.output().trim().split("\n")).toHaveLength(1);
  });

  it("ends with the npm that has started it, which passes no signal on", async () => {
    using npm = startProcess(["start"], { PORT: "0", LOG_LEVEL: "silent" }, { command: "npm", detached: true });
    const [, url = ""] = await npm.said(/(http:\/\/127\.0\.0\.1:\d+)\/ .*sandbox/);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    npm.child.kill("SIGTERM");
    await npm.ended;
    await expect.poll(() => fetch(`${url}/health/live`).catch(() => "gone"), { timeout: 5000 }).toBe("gone");
  });

  it("lets a running operation finish on SIGTERM", async () => {
    using subgraph = run({ LOG_LEVEL: "silent", LEVER_RATE: "20", LEVER_BURST: "2" });
    const [, url = ""] = await subgraph.said(/(http:\/\/127\.0\.0\.1:\d+)\/ /);
    const asked = fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ offers(first: 5) { nodes { status } } }" }),
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    subgraph.child.kill("SIGTERM");
    expect(await (await asked).json()).toMatchObject({ data: { offers: { nodes: expect.any(Array) } } });
    expect(await subgraph.ended).toBe(0);
  });

  it("ends with one line when its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    using subgraph = run({ PORT: String(port), LOG_LEVEL: "silent" });
    expect(await subgraph.ended).toBe(1);
    expect(subgraph.output().trim()).toMatch(new RegExp(`^.*EADDRINUSE.*${port}$`));
    other.close();
  });

  it("ends with every wrong setting named, before it listens", async () => {
    using subgraph = run({ PORT: "many", LEVER_RATE: "-1" });
    expect(await subgraph.ended).toBe(1);
    expect(subgraph.output()).toMatch(/PORT: [^\n]+\n.*LEVER_RATE: /);
    expect(subgraph.output()).not.toContain("    at ");
  });
});
