import type { ProviderAdapter } from "../ats/provider-adapter.js";
import type { Config } from "../config/config.js";
import { MemoryPool } from "../upstream/cache/memory-pool.js";
import { CredentialTrials } from "../upstream/http/credential-trial.js";
import { recordTag } from "./cache-tags.js";
import { type LeverConnection, type LeverConnectionOptions, connectLever } from "./connection.js";
import { accountName, apiKeyCredentials } from "./credentials.js";
import { lever as labels } from "./labels.js";
import { type OAuthServices, oauthCredentials } from "./oauth-credentials.js";

/** The request header with the API key of the client's own Lever account. */
export const credentialHeader = "x-lever-api-key";

/** What Lever's connections share with the rest of the process: Redis, metrics, the log, and what invalidations remove. */
export type LeverServices = OAuthServices & Pick<LeverConnectionOptions, "onInvalidation">;

export interface LeverAdapter extends ProviderAdapter {
  connect(): LeverConnection;
}

/** Lever as a provider, with these settings. */
export function leverAdapter(lever: Config["lever"], services: LeverServices): LeverAdapter {
  const { oauth, baseUrl } = lever;
  // All accounts share it, so that it has one bound.
  const memory = { records: new MemoryPool(lever.cacheBytes), reference: new MemoryPool(lever.cacheBytes) };
  const trials = new CredentialTrials(lever.trialRateLimit);
  return {
    ...labels,
    docsUrl: "https://hire.lever.co/developer/documentation",
    rateLimit: { rate: lever.rate, burst: lever.burst },
    referenceTtlMs: lever.referenceTtlMs,
    credentialHeader: lever.credentials === "header" ? credentialHeader : undefined,
    accountName: (apiKey) => accountName(apiKey, baseUrl),
    recordTag,
    connect() {
      const credentials =
        oauth === undefined ? apiKeyCredentials(lever.apiKey ?? "", baseUrl) : oauthCredentials(oauth, lever, services);
      return connectLever(credentials, { ...services, memory, lever });
    },
    connectWith(apiKey, { isProven }) {
      const credentials = apiKeyCredentials(apiKey, baseUrl, `the header ${credentialHeader}`);
      const trial = isProven ? undefined : trials.of(credentials.account);
      return connectLever(credentials, { ...services, memory, trial, lever });
    },
  };
}
