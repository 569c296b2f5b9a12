import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../examples/supergraph/settings.js";
import { startSupergraph } from "../../examples/supergraph/supergraph.js";
import { startProcess } from "../support/started-process.js";

const freePorts = { PORT: "0", NOTES_PORT: "0", GATEWAY_PORT: "0" };

/** Runs the example as `npm run supergraph` does, in one process and on free ports. */
const run = (env: Record<string, string> = {}) =>
  startProcess(["--import", "tsx", "examples/supergraph/main.ts"], { ...freePorts, ...env });

describe("npm run supergraph", { timeout: 60_000 }, () => {
  it("prints a federated query that it answers, and stops everything on SIGTERM", async () => {
    using supergraph = run({ ROUTER_SECRET: "open-sesame-seeds" });
    const [, url = "", body = ""] = await supergraph.waitForOutput(
      /^curl (\S+) -H 'content-type: application\/json' -d '([^']+)'$/m,
    );
    const ask = () =>
      fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body }).then((answer) =>
        answer.json(),
      );
    const { data, errors } = await ask();
    expect(errors).toBeUndefined();
    const { nodes } = data.applications;
    expect(nodes).toHaveLength(3);
    expect(nodes.some(({ notes }: any) => notes.length > 0)).toBe(true);
    for (const { candidate, notes, debriefDue } of nodes) {
      expect(candidate.fullName).toMatch(/./);
      expect(debriefDue).toBe(notes.length === 0);
    }
    const origins = [...supergraph.output().matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([origin]) => origin);
    expect(new Set(origins).size).toBe(3);
    const composed = await readFile("examples/supergraph/supergraph.graphql", "utf8");
    expect(composed).toContain("join__Graph");
    supergraph.child.kill("SIGTERM");
    expect(await supergraph.ended).toBe(0);
    for (const origin of origins) await expect(fetch(origin)).rejects.toThrow();
  });

  it("answers health checks, and stops every server when it is closed", async () => {
    const { url, atsUrl, notesUrl, close } = await startSupergraph(readSettings(freePorts));
    for (const path of ["/healthcheck", "/readiness"]) expect((await fetch(url + path)).status, path).toBe(200);
    await close();
    for (const each of [url, atsUrl, notesUrl]) await expect(fetch(each)).rejects.toThrow();
  });

  it("exits if a port is in use, and names the setting to change", async () => {
    await using other = await listener();
    using supergraph = run({ GATEWAY_PORT: String(other.port) });
    expect(await supergraph.ended).toBe(1);
    expect(supergraph.output()).toBe(`${portInUse(other.port, "GATEWAY_PORT")}\n`);
  });

  it.each(["PORT", "NOTES_PORT"])("does the same for %s", async (setting) => {
    await using other = await listener();
    const ports = { ...freePorts, [setting]: String(other.port) };
    await expect(startSupergraph(readSettings(ports))).rejects.toThrow(portInUse(other.port, setting));
  });

  it("names a setting that is not valid", () => {
    expect(() => readSettings({ GATEWAY_PORT: "many" })).toThrow(/^These settings cannot be used:[^]*GATEWAY_PORT/);
    expect(() => readSettings({ QUERY_DEADLINE_MS: "never" })).toThrow(
      /^These settings cannot be used:[^]*QUERY_DEADLINE_MS/,
    );
  });

  it("listens on the usual ports, and reads the sandbox even with a key", () => {
    const { ats, gatewayPort, notesPort } = readSettings({
      NOTES_PORT: "",
      LEVER_API_KEY: "real",
      LEVER_BASE_URL: "https://lever.example",
    });
    expect([gatewayPort, ats.port, notesPort]).toEqual([4000, 4001, 4002]);
    expect(ats.lever.apiKey).toBeUndefined();
  });
});

const portInUse = (port: number, setting: string) =>
  `Port ${port} is in use. Set ${setting} to another port, or stop the process that uses it.`;

/** A server that uses a port. */
async function listener() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
