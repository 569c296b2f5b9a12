import { Agent, get } from "node:http";
import { opportunityFields, summaryFields } from "../../src/lever/opportunity-record.js";
import type { Load } from "./load.js";

/** The options, in JSON, that the benchmark passes as the only argument. */
export interface BaselineOptions {
  readonly lever: string;
  readonly clients: number;
  readonly ms: number;
  /** If true, it asks for the same fields as the subgraph. Otherwise it reads whole records. */
  readonly sameFields: boolean;
}

// Makes the same calls as the subgraph for 100 candidates and does nothing else. It reads a page of opportunities, then
// all opportunities of their contacts, 50 contacts per call. It parses the responses, because any program must do that.
const { lever, clients, ms, sameFields } = JSON.parse(process.argv[2] ?? "{}") as BaselineOptions;
const agent = new Agent({ keepAlive: true, maxSockets: 2 * clients });
const headers = { authorization: `Basic ${Buffer.from("sandbox:").toString("base64")}` };
const expand = "&expand=applications&expand=stage";
const include = (fields: readonly string[]) => (sameFields ? fields.map((field) => `&include=${field}`).join("") : "");
const pageQuery = sameFields ? include(summaryFields) : expand;
const peopleQuery = expand + include(opportunityFields);

function read(query: string): Promise<{ data: { contact: string }[] }> {
  return new Promise((resolve, reject) => {
    get(`${lever}/opportunities?limit=100${query}`, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve(JSON.parse(Buffer.concat(chunks).toString()) as { data: { contact: string }[] });
      });
    }).on("error", reject);
  });
}

async function page(): Promise<void> {
  const { data } = await read(pageQuery);
  const people = data.map(({ contact }) => `&contact_id=${contact}`);
  const halves = [people.slice(0, 50), people.slice(50)];
  await Promise.all(halves.map((half) => read(peopleQuery + half.join(""))));
}

async function loop(forMs: number): Promise<number[]> {
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let sent = performance.now(); sent - start < forMs; sent = performance.now()) {
        await page();
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
