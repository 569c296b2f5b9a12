import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { startProcess } from "../support/started-process.js";

const main = new URL("../../dist/main.js", import.meta.url).pathname;

/** The built process, as `npm start` runs it. */
const run = (env: Record<string, string>) => startProcess([main], { PORT: "0", ...env });

const slow = { PORT: "0", LOG_LEVEL: "silent", LEVER_RATE: "20", LEVER_BURST: "2" };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const requestOffers = (url: string) =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ offers(first: 5) { nodes { status } } }" }),
  });

describe("the process", () => {
  it("prints its URL and that it serves the sandbox, answers, and ends on SIGTERM", async () => {
    using subgraph = run({ LOG_LEVEL: "silent" });
    const [, url = ""] = await subgraph.waitForOutput(/(http:\/\/127\.0\.0\.1:\d+)\/ .*sandbox/);
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ candidates(first: 1) { nodes { fullName } } }" }),
    });
    expect(await response.json()).toMatchObject({
      data: { candidates: { nodes: [{ fullName: expect.any(String) }] } },
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    subgraph.child.kill("SIGTERM");
    expect(await subgraph.ended).toBe(0);
    expect(subgraph.output().trim().split("\n")).toHaveLength(1);
  });

  it.each<[string, (npm: ChildProcess) => void]>([
    ["SIGTERM to npm", (npm) => npm.kill("SIGTERM")],
    // A terminal sends SIGINT to the whole group, and npm sends it to the process once more.
    ["Ctrl-C", ({ pid = 0 }) => process.kill(-pid, "SIGINT")],
  ])("of npm start lets a running operation finish, and ends, on %s", async (_what, send) => {
    using npm = startProcess(["start"], slow, { command: "npm", detached: true });
    const [, url = ""] = await npm.waitForOutput(/(http:\/\/127\.0\.0\.1:\d+)\/ .*sandbox/);
    const response = requestOffers(url);
    await pause(100);
    send(npm.child);
    expect(await (await response).json()).toMatchObject({ data: { offers: { nodes: expect.any(Array) } } });
    expect(await npm.ended).toBe(0);
    await expect.poll(() => fetch(`${url}/health/live`).catch(() => "stopped"), { timeout: 5000 }).toBe("stopped");
  });

  it("gives back the memory that only its start needed", async () => {
    using subgraph = run({ LOG_LEVEL: "silent", LEVER_API_KEY: "key", LEVER_BASE_URL: "http://127.0.0.1:9" });
    const [, url = ""] = await subgraph.waitForOutput(/(http:\/\/127\.0\.0\.1:\d+)\//);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const bytes = Number(/^nodejs_heap_space_size_total_bytes\{space="new"\} (\S+)$/m.exec(metrics)?.[1]);
    expect(bytes).toBeLessThan(8 * 1024 * 1024);
  });

  it("lets a running operation finish on SIGTERM", async () => {
    using subgraph = run(slow);
    const [, url = ""] = await subgraph.waitForOutput(/(http:\/\/127\.0\.0\.1:\d+)\/ /);
    const response = requestOffers(url);
    await pause(100);
    subgraph.child.kill("SIGTERM");
    expect(await (await response).json()).toMatchObject({ data: { offers: { nodes: expect.any(Array) } } });
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

  it("names every wrong setting and ends before it listens", async () => {
    using subgraph = run({ PORT: "many", LEVER_RATE: "-1" });
    expect(await subgraph.ended).toBe(1);
    expect(subgraph.output()).toMatch(/PORT: [^\n]+\n.*LEVER_RATE: /);
    expect(subgraph.output()).not.toContain("    at ");
  });
});
