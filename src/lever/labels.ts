import type { ProviderLabels } from "../ats/provider-connection.js";

/** The names of the provider in errors, the schema and messages. */
export const lever: ProviderLabels = { provider: "LEVER", label: "Lever" };
