import { Agent } from "node:http";
import { type Operation, post } from "./graphql-client.js";

/** The performance of a server under load. */
export interface Load {
  readonly answers: number;
  readonly perSecond: number;
  /** The median time of an answer, in ms. */
  readonly p50: number;
  /** In ms. */
  readonly p99: number;
  /** Processor time of the server per answer, in ms. Undefined if the system does not report it. */
  readonly cpuMs?: number | undefined;
}

/** A load with the time of each answer, in ms, the shortest first. */
export interface TimedLoad extends Load {
  readonly times: readonly number[];
}

/** Runs the same operation on each connection again and again for `ms`. Rejects at the first failure. */
export function load(url: string, operation: Operation, connections: number, ms: number): Promise<TimedLoad> {
  return loadEach(
    url,
    Array.from({ length: connections }, () => operation),
    ms,
  );
}

/** An operation, or a function that makes the next one. */
export type LoadOperation = Operation | (() => Operation);

/** Runs each operation on a connection of its own again and again for `ms`. Rejects at the first failure. */
export async function loadEach(url: string, operations: readonly LoadOperation[], ms: number): Promise<TimedLoad> {
  const connections = operations.length;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    operations.map(async (operation) => {
      const text = typeof operation === "function" ? undefined : JSON.stringify(operation);
      for (let sent = performance.now(); sent - start < ms;) {
        const body = text ?? JSON.stringify((operation as () => Operation)());
        const answer = await post(url, body, {}, agent);
        if (answer.includes('"errors":[')) throw new Error(`The answer has an error: ${answer.slice(0, 300)}`);
        const now = performance.now();
        times.push(now - sent);
        sent = now;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    answers: times.length,
    perSecond: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    times,
  };
}

/** The time below which this part of sorted times is. */
export function quantile(times: readonly number[], part: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
}

/** The load with the median rate. */
export function median(loads: readonly Load[]): Load {
  const sorted = [...loads].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)]!;
}
