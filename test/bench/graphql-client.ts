import { Agent, request } from "node:http";

/** The body of a GraphQL request. */
export interface Operation {
  readonly query: string;
  readonly variables?: object;
}

/** The parts of a GraphQL answer that benchmarks read. */
export interface Answer {
  readonly data: any;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly upstream?: { readonly calls: number; readonly waitedMs: number } };
}

// `fetch` gives no control over the number of connections.
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Posts an operation and returns the body of the response. Rejects for any status except 200. */
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

/** Runs an operation. Rejects if the answer has errors, because a benchmark of failed operations measures nothing. */
export async function ask(url: string, operation: Operation): Promise<Answer> {
  const answer = JSON.parse(await post(url, JSON.stringify(operation))) as Answer;
  const [error] = answer.errors ?? [];
  if (error !== undefined) throw new Error(`The answer has an error: ${error.message}`);
  return answer;
}

/** Runs work and returns its result and its time in ms. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}
