import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const systemTests = "test/**/*.system.test.ts";

export default defineConfig({
  resolve: {
    // @apollo/subgraph requires graphql as CommonJS: every importer must get that same copy.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve("graphql/index.js")) }],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A busy machine needs more than the default second.
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ["test/support/fixed-seed.ts"],
    projects: [
      {
        extends: true,
        test: {
          // Each file has its own servers and registries, so files share the modules of a thread.
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [systemTests],
          pool: "threads",
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // What needs other processes, Redis or Chromium, or measures time. These run when the fast tests are done.
          name: "system",
          include: [systemTests],
          pool: "forks",
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
