import { Agent } from "node:http";
import { type Operation, post } from "./graphql-client.js";

/** What a server did under load. */
export interface Load {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50: number;
  /** In ms, as the next. */
  readonly p99: number;
  /** Processor time of the process measured, in ms an answer; undefined where that is not known. */
  readonly cpuMs?: number | undefined;
}

/** Asks the same over some connections, each as soon as it is answered, for so long. Rejects at the first failure. */
export async function load(url: string, operation: Operation, connections: number, ms: number): Promise<Load> {
  const body = JSON.stringify(operation);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let sent = performance.now(); sent - start < ms;) {
        const answer = await post(url, body, {}, agent);
        if (answer.includes('"errors":[')) throw new Error(`The answer holds an error: ${answer.slice(0, 300)}`);
        const now = performance.now();
        times.push(now - sent);
        sent = now;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const quantile = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
  return { answers: times.length, perSecond: times.length / seconds, p50: quantile(0.5), p99: quantile(0.99) };
}

/** The load in the middle, by its rate. */
export function median(loads: readonly Load[]): Load {
  const sorted = [...loads].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)]!;
}
