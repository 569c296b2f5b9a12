import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withTables } from "./supply-chain.js";

const path = new URL("../../docs/supply-chain.md", import.meta.url).pathname;
const page = readFileSync(path, "utf8");

describe("docs/supply-chain.md", () => {
  it("is up to date (if not, run: npx vitest run --update=all test/packaging/supply-chain.test.ts)", async () => {
    await expect(await withTables(page)).toMatchFileSnapshot(path);
  });

  it("states the purpose of each package", () => {
    expect(page).not.toContain("what for?");
  });
});
