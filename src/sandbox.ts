import { readConfig } from "./config/config.js";
import { exitOnStartError, stopOnSignal } from "./server/process.js";
import { startSandbox } from "./lever-sandbox/index.js";

// `npm run sandbox`: the embedded Lever alone.
await exitOnStartError(async () => {
  const sandbox = await startSandbox(readConfig().sandbox);
  console.log(`Lever sandbox at ${sandbox.url}: Basic auth, user name "${sandbox.apiKey}", no password`);
  stopOnSignal(() => sandbox.close());
});
