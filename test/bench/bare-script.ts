import { Agent, get } from "node:http";
import type { Load } from "./load.js";

/** The options, in JSON, that the benchmark passes as the only argument. */
export interface BareScriptOptions {
  /** The origin of the Lever sandbox. */
  readonly origin: string;
  /** The calls of one answer, as the subgraph makes them: the first one, and then all others at the same time. */
  readonly calls: readonly string[];
  /** The calls for stages, jobs and reasons, which are read once. */
  readonly reference: readonly string[];
  readonly clients: number;
  readonly ms: number;
}

interface Row {
  readonly id: string;
  readonly contact?: string;
  readonly name?: string;
  readonly text?: string;
  readonly type?: string;
  readonly state?: string;
  readonly emails?: readonly string[];
  readonly phones?: readonly { readonly type: string; readonly value: string }[];
  readonly stage?: string | { readonly id: string; readonly text: string };
  readonly archived?: { readonly reason: string; readonly archivedAt: number } | null;
  readonly applications?: readonly { readonly id: string; readonly posting: string }[];
}

// Makes the calls of the subgraph, and builds the answer to `lists.applications` as directly as possible: without GraphQL,
// checks, limits, metrics or errors.
const { origin, calls, reference, clients, ms } = JSON.parse(process.argv[2] ?? "{}") as BareScriptOptions;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const headers = { authorization: `Basic ${Buffer.from("sandbox:").toString("base64")}` };

function read(call: string): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    get(origin + call, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: Row | readonly Row[] };
        resolve([data].flat());
      });
    }).on("error", reject);
  });
}

const referenceRows = new Map((await Promise.all(reference.map(read))).flat().map((row) => [row.id, row]));

async function answer(): Promise<string> {
  const [first = "", ...others] = calls;
  const page = await read(first);
  const people = new Map<string, Row[]>();
  for (const row of (await Promise.all(others.map(read))).flat()) {
    const rows = people.get(row.contact ?? "");
    if (rows === undefined) people.set(row.contact ?? "", [row]);
    else rows.push(row);
  }
  const nodes = page.map(({ contact = "" }) => person(contact, people.get(contact) ?? []));
  return JSON.stringify({ data: { candidates: { nodes } } });
}

function person(id: string, rows: readonly Row[]) {
  return {
    id,
    fullName: rows[0]?.name,
    emails: rows[0]?.emails?.map((data) => ({ data, type: null })),
    phoneNumbers: rows[0]?.phones?.map(({ type, value }) => ({ data: value, type })),
    applications: rows.flatMap((row) => row.applications?.map((application) => candidacy(row, application)) ?? []),
  };
}

function candidacy({ id, stage, archived }: Row, application: { readonly id: string; readonly posting: string }) {
  const reason = archived == null ? undefined : referenceRows.get(archived.reason);
  const job = referenceRows.get(application.posting);
  return {
    id: `${id}:${application.id}`,
    status: archived == null ? "ACTIVE" : reason?.type === "hired" ? "HIRED" : "REJECTED",
    rejectedAt: archived == null ? null : new Date(archived.archivedAt),
    rejectedReason: reason === undefined ? null : { text: reason.text },
    stage: typeof stage === "object" ? { id: stage.id, name: stage.text } : null,
    job:
      job === undefined ? null : { id: job.id, name: job.text, status: job.state === "published" ? "OPEN" : "CLOSED" },
  };
}

async function loop(forMs: number): Promise<number[]> {
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let sent = performance.now(); sent - start < forMs; sent = performance.now()) {
        await answer();
        times.push(performance.now() - sent);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

await loop(1000);
const start = performance.now();
const cpu = process.cpuUsage();
const times = await loop(ms);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - start) / 1000;
const quantile = (part: number) => times[Math.floor(times.length * part)] ?? NaN;
const answers = times.length;
const load: Load = {
  answers,
  perSecond: answers / seconds,
  p50: quantile(0.5),
  p99: quantile(0.99),
  cpuMs: (user + system) / 1000 / answers,
};
console.log(JSON.stringify(load));
process.exit(0);
