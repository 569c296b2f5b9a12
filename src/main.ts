import { readConfig } from "./config/config.js";
import { collectGarbage, exitOnStartError, exitOnUncaughtError, stopOnSignal } from "./server/process.js";
import { startSubgraph } from "./app.js";

// `npm start`.
await exitOnStartError(async () => {
  const config = readConfig();
  const subgraph = await startSubgraph(config);
  await collectGarbage();
  const lever =
    subgraph.sandbox === undefined ? "" : " over the embedded Lever sandbox, because LEVER_API_KEY is not set";
  console.log(`ats-subgraph listens at ${subgraph.url}/${lever}`);
  exitOnUncaughtError(subgraph.log);
  stopOnSignal(() => subgraph.close());
});
