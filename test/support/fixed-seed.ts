import fc from "fast-check";
import { randomRuns } from "./property-runs.js";

// Property tests make the same runs each time, so that only a change can fail them.
if (randomRuns === undefined) fc.configureGlobal({ seed: 20_261_128 });
