import type { Config } from "./config.js";
import { coalesce } from "./http/coalescer.js";
import { LocalBudget } from "./http/local-budget.js";
import { ReferenceCache } from "./http/reference-cache.js";
import { createTransport } from "./http/transport.js";
import { leverAccount } from "./lever/account.js";
import { leverProvider } from "./lever/provider.js";
import { type Sandbox, startSandbox } from "./lever-sandbox/index.js";
import { createServer } from "./server.js";

/** A running subgraph. */
export interface RunningSubgraph {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The embedded Lever, when no credentials were given. */
  readonly sandbox: Sandbox | undefined;
  /** Stops listening, lets running operations finish, and stops the sandbox. */
  close(): Promise<void>;
}

/** Starts the subgraph by its settings, over a real Lever account or over an embedded sandbox. */
export async function startSubgraph(config: Config): Promise<RunningSubgraph> {
  const { lever } = config;
  // The sandbox stands in for the account, and so has the account's rate limit.
  const sandbox =
    lever.apiKey === undefined
      ? await startSandbox({ ...config.sandbox, port: 0, rate: lever.rate, burst: lever.burst })
      : undefined;
  const apiKey = lever.apiKey ?? sandbox?.apiKey ?? "";
  const transport = createTransport({
    provider: "LEVER",
    label: "Lever",
    credentialSetting: "LEVER_API_KEY",
    authorization: async () => `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
    budget: new LocalBudget({ rate: lever.rate, burst: lever.burst }),
    timeoutMs: lever.timeoutMs,
  });
  const account = leverAccount(
    { ...lever, baseUrl: sandbox?.url ?? lever.baseUrl },
    coalesce(transport),
    new ReferenceCache({ ttlMs: lever.referenceTtlMs }),
  );
  const server = await createServer({
    ...config,
    provider: (operation) => leverProvider(account, operation),
    troubles: () =>
      transport.health().credentials === "rejected" ? ["Lever refuses the API key: check LEVER_API_KEY."] : [],
  });
  try {
    const url = await server.listen({ host: config.host, port: config.port });
    return {
      url,
      sandbox,
      async close() {
        await server.close();
        await sandbox?.close();
      },
    };
  } catch (error) {
    await server.close();
    await sandbox?.close();
    throw error;
  }
}
