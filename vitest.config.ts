import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The most memory for young objects, in MB. Tests make many, and take a tenth less time than with the default of 16 MB. */
const youngObjects = "--max-semi-space-size=64";
// For the threads of this process.
setFlagsFromString(youngObjects);

const systemTests = "test/**/*.system.test.ts";

/** Slow tests. Without this, large files start first, and a slow one that is small starts last. */
const slowTests = new RegExp(
  `/(${[
    ...["docker-image", "published-package", "supergraph-example", "conformance-command", "soak", "generated-files"],
    ...["frontend-problems", "graphiql-links", "explain-pane", "process", "shutdown", "unread-responses"],
    ...["ended-applications", "explained-calls", "ordered-list-calls", "static-cost", "pagination", "filters"],
    ...["random-kept-answers", "random-orders", "odd-elements", "upstream-failures"],
  ].join("|")})\\.`,
);

/** Starts the slow files first, so that no worker waits for another at the end. */
class SlowTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slowTests.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  resolve: {
    // @apollo/subgraph requires graphql as CommonJS: every importer must get that same copy.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve("graphql/index.js")) }],
  },
  test: {
    // A busy machine is several times slower than a quiet one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ["test/support/fixed-seed.ts"],
    sequence: { sequencer: SlowTestsFirst },
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
          execArgv: [youngObjects],
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
