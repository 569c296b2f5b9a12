import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";

/** Starts a sandbox that one OAuth client may read. It has no API keys. */
export async function startOAuthLever(
  options: SandboxOptions & { expiresInSeconds?: number } = {},
): Promise<Sandbox & { env: Record<string, string>; tokenFile: string }> {
  const { expiresInSeconds = 3600, ...rest } = options;
  const oauth = {
    clientId: "client",
    clientSecret: `secret-${randomUUID()}`,
    refreshToken: `first-${randomUUID()}`,
    expiresInSeconds,
  };
  const lever = await startSandbox({ candidates: 20, rate: Infinity, oauth, ...rest });
  lever.keys.clear();
  const tokenFile = join(mkdtempSync(join(tmpdir(), "lever-tokens-")), "tokens");
  const env = {
    LEVER_API_KEY: "",
    LEVER_CLIENT_ID: oauth.clientId,
    LEVER_CLIENT_SECRET: oauth.clientSecret,
    LEVER_REFRESH_TOKEN: oauth.refreshToken,
    LEVER_TOKEN_URL: lever.tokenUrl,
    LEVER_TOKEN_FILE: tokenFile,
    REFERENCE_TTL_MS: "0",
  };
  return Object.assign(lever, { env, tokenFile });
}

/** The number of requests to the token endpoint. */
export function tokenRequests({ log }: Sandbox): number {
  return log.filter(({ path }) => path === "/oauth/token").length;
}
