import type { ProviderLabels } from "../ats/provider-connection.js";

export const lever: ProviderLabels = { provider: "LEVER", label: "Lever" };
