import { Agent, request } from "node:http";

/** A GraphQL operation as it is posted. */
export interface Operation {
  readonly query: string;
  readonly variables?: object;
}

/** A GraphQL answer, as far as benchmarks look at it. */
export interface Answer {
  readonly data: any;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly upstream?: { readonly calls: number; readonly waitedMs: number } };
}

// Of our own, for `fetch` opens connections as it likes.
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Posts an operation and gives the body as it came. Rejects for any status but 200. */
export function post(url: string, body: string, headers: Record<string, string> = {}, by = agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        agent: by,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`HTTP ${response.statusCode ?? 0}: ${text.slice(0, 500)}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Asks and expects an answer without errors: a benchmark of failures measures nothing. */
export async function ask(url: string, operation: Operation): Promise<Answer> {
  const answer = JSON.parse(await post(url, JSON.stringify(operation))) as Answer;
  const [error] = answer.errors ?? [];
  if (error !== undefined) throw new Error(`The answer holds an error: ${error.message}`);
  return answer;
}

/** The time a promise takes, in ms. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}
