import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { memoryOf, nodeFlags, startProcess } from "./processes.js";
import { type Cell, table } from "./table.js";

const starts = 5;

/** After this time the memory of an idle process is stable: the code is compiled, and the garbage is collected. */
const settledMs = 5000;

const kinds: readonly [name: string, env: Readonly<Record<string, string>>][] = [
  ["with the embedded sandbox", { SANDBOX: "true" }],
  ["with a Lever account", { LEVER_API_KEY: "key", LEVER_BASE_URL: "http://127.0.0.1:9" }],
  [
    "the same, with traces",
    { LEVER_API_KEY: "key", LEVER_BASE_URL: "http://127.0.0.1:9", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" },
  ],
];

/** Measures the time from the start until `/health/ready` answers 200, and the memory of an idle process. */
export async function run(): Promise<string> {
  const rows: Cell[][] = [];
  for (const [name, env] of kinds) {
    const measured: { readyMs: number; idleMb: number | undefined }[] = [];
    for (let count = 0; count < starts; count += 1) measured.push(await measure(env));
    measured.sort((a, b) => a.readyMs - b.readyMs);
    const middle = measured[Math.floor(starts / 2)]!;
    const mostMb = Math.max(...measured.map(({ idleMb = NaN }) => idleMb));
    rows.push([name, middle.readyMs, measured.at(-1)!.readyMs, Number.isNaN(mostMb) ? undefined : mostMb]);
  }
  return [
    `${starts} starts of the built process: ms until it is ready, and resident memory ${settledMs / 1000} s later.\n`,
    table(["", "median", "slowest", "most MB"], rows),
  ].join("\n");
}

async function measure(env: Readonly<Record<string, string>>) {
  const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
  const command = [process.execPath, "--enable-source-maps", ...nodeFlags, main];
  const startedAt = performance.now();
  await using started = await startProcess(command, { PORT: "0", LOG_LEVEL: "error", ...env });
  const [url = ""] = started.urls;
  for (;;) if ((await fetch(`${url}/health/ready`)).status === 200) break;
  const readyMs = performance.now() - startedAt;
  await sleep(settledMs);
  return { readyMs, idleMb: memoryOf(started)?.now };
}
