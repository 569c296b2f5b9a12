import { z } from "zod";
import { ConfigError } from "../../src/ats/errors.js";
import { type Config, readConfig } from "../../src/config/config.js";

const port = (defaultPort: number) =>
  z.preprocess(
    // An empty variable counts as unset, as in the subgraph.
    (value) => (value === "" ? undefined : value),
    z.coerce
      .number("must be a port")
      .int("must be a port")
      .min(0, "must be a port")
      .max(65_535, "must be a port")
      .default(defaultPort),
  );
const Ports = z.object({ GATEWAY_PORT: port(4000), NOTES_PORT: port(4002) });

export interface SupergraphSettings {
  /** The settings of the subgraph. It listens on PORT, 4001 by default. */
  readonly ats: Config;
  readonly gatewayPort: number;
  readonly notesPort: number;
}

/** Reads the settings of the example from the environment. Throws a `ConfigError` if one is not valid. */
export function readSettings(environment = process.env): SupergraphSettings {
  const { data, error } = Ports.safeParse(environment);
  if (data === undefined) throw new ConfigError(`These settings cannot be used:\n${z.prettifyError(error)}`);
  // Always over the sandbox, even with a key, because an example should not read personal data.
  const overSandbox = { LOG_LEVEL: "warn", ...environment, LEVER_API_KEY: "", LEVER_BASE_URL: "" };
  return { ats: readConfig(overSandbox), gatewayPort: data.GATEWAY_PORT, notesPort: data.NOTES_PORT };
}
