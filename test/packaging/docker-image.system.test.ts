import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltImage, buildImage, execForm, readDockerfile } from "../support/image-build.js";
import { unprivilegedUser } from "../support/unprivileged-user.js";
import { startProcess } from "../support/started-process.js";

const root = new URL("../..", import.meta.url).pathname;
const dockerfile = readDockerfile(root);
const instructions = dockerfile.getInstructions();
const named = (keyword: string) => instructions.filter((each) => each.getKeyword() === keyword);

describe("the Dockerfile", () => {
  it("passes the linter", () => {
    expect(validate(readFileSync(join(root, "Dockerfile"), "utf8"))).toEqual([]);
  });

  it("uses one exact version of Node.js", () => {
    const images = dockerfile.getFROMs().map((from) => from.getImage()!);
    const stages = dockerfile.getFROMs().flatMap((from) => from.getBuildStage() ?? []);
    const bases = images.filter((image) => !stages.includes(image));
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
  });

  it("runs as a numeric user that is not root, and starts without a shell", () => {
    expect(named("USER").map((user) => user.getArgumentsContent())).toEqual(["1000:1000"]);
    const last = instructions.map((each) => each.getKeyword()).lastIndexOf("RUN");
    const served = instructions.findLastIndex((each) => each.getKeyword() === "FROM");
    expect(last).toBeLessThan(served);
    for (const keyword of ["CMD", "HEALTHCHECK"]) expect(execForm(named(keyword)[0])[0]).toBe("node");
    expect(named("STOPSIGNAL").map((signal) => signal.getArgumentsContent())).toEqual(["SIGTERM"]);
  });

  it("downloads nothing from other hosts, and has no secret", () => {
    expect(named("ADD")).toEqual([]);
    for (const setting of [...named("ENV"), ...named("ARG")]) {
      expect(setting.getArgumentsContent()).not.toMatch(/SECRET|TOKEN|KEY|PASSWORD/);
    }
  });

  it("starts the same command as npm start", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } };
    expect(`exec ${execForm(named("CMD")[0]).join(" ")}`).toBe(scripts.start);
  });
});

describe("the image, built as folders", () => {
  let directory: string;
  let image: BuiltImage;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "ats-subgraph-image-"));
    image = buildImage(root, directory);
    chmodSync(directory, 0o755);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** Starts a command of the image as a user without write access to it. */
  const start = ([, ...args]: readonly string[], env: Record<string, string>) =>
    startProcess(
      args,
      { ...image.env, HOME: "/nonexistent", TMPDIR: "/nonexistent", ...env },
      { cwd: join(image.root, image.workdir), ...unprivilegedUser },
    );

  it("has only the files that the server needs", () => {
    const app = join(image.root, "app");
    expect(readdirSync(app).sort()).toEqual(["LICENSE", "dist", "node_modules", "package.json", "schema"]);
    for (const each of ["vite", "typescript", "esbuild"])
      expect(existsSync(join(app, "node_modules", each))).toBe(false);
  });

  it("serves the sandbox with SANDBOX=true but no GraphiQL and introspection, is healthy, and ends on SIGTERM", async () => {
    const SANDBOX = "true";
    using subgraph = start(image.command, { SANDBOX, HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent" });
    const [, url = ""] = await subgraph.waitForOutput(
      /listens at (http:\/\/127\.0\.0\.1:\d+)\/ over the embedded Lever sandbox/,
    );
    const ask = async (query: string) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
      return response.json() as Promise<{ data?: unknown; errors?: unknown }>;
    };
    expect((await ask("{ stages { id } }")).data).toEqual({ stages: expect.arrayContaining([{ id: "offer" }]) });
    expect((await ask("{ __schema { queryType { name } } }")).errors).toEqual([expect.anything()]);
    expect((await fetch(url)).status).toBe(404);
    const { port } = new URL(url);
    using healthy = start(image.healthcheck, { SANDBOX, PORT: port });
    expect(await healthy.ended).toBe(0);
    subgraph.child.kill("SIGTERM");
    expect(await subgraph.ended).toBe(0);
    using unhealthy = start(image.healthcheck, { SANDBOX, PORT: port });
    expect(await unhealthy.ended).toBe(1);
  });

  it("does not start without a credential", async () => {
    using subgraph = start(image.command, {});
    expect(await subgraph.ended).toBe(1);
    expect(subgraph.output()).toContain("LEVER_API_KEY: or OAuth is required with NODE_ENV=production");
  });

  it("does not give access to an account without a secret", async () => {
    using subgraph = start(image.command, { LEVER_API_KEY: "key" });
    expect(await subgraph.ended).toBe(1);
    expect(subgraph.output()).toContain("ROUTER_SECRET");
  });
});
