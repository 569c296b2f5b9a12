import fc from "fast-check";
import { isFull } from "./property-runs.js";

// Property tests make the same runs each time, so that a change alone can fail them. A number in FUZZ_RUNS asks for others.
if (process.env.FUZZ_RUNS === undefined || isFull) fc.configureGlobal({ seed: 20_261_128 });
