import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Environment } from "../../src/config/environment.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const settings = Object.keys(Environment.shape);

describe("docs/settings.md", () => {
  const rows = [...read("docs/settings.md").matchAll(/^\| `([A-Z_]+)` +\| ([^|]+?) +\|/gm)];

  it("has each setting once", () => {
    expect(rows.map(([, name]) => name).sort()).toEqual([...settings].sort());
  });

  it("has the defaults of the code", () => {
    const defaults = Object.entries(Environment.parse({}))
      .filter(([, value]) => ["string", "number"].includes(typeof value))
      .map(([name, value]) => [name, String(value)]);
    expect(defaults.length).toBeGreaterThan(20);
    const written = new Map(rows.map(([, name = "", text = ""]) => [name, text.split(":")[0]]));
    expect(defaults.map(([name = ""]) => [name, written.get(name)])).toEqual(defaults);
  });
});

describe(".env.example", () => {
  const lines = [...read(".env.example").matchAll(/^# ([A-Z_]+)=(.*)$/gm)];

  it("has each setting once, as a comment", () => {
    expect(lines.map(([, name]) => name).sort()).toEqual([...settings].sort());
    expect(read(".env.example")).not.toMatch(/^[^#\n]/m);
  });

  it("has the defaults of the code", () => {
    const values = Object.fromEntries(lines.flatMap(([, name = "", value]) => (value === "" ? [] : [[name, value]])));
    const { GRAPHIQL, INTROSPECTION, LEVER_BASE_URL, LEVER_TOKEN_URL, TRUSTED_DOCUMENTS_MODE, ...others } = values;
    // These settings have their defaults outside of the schema.
    expect({ GRAPHIQL, INTROSPECTION, LEVER_BASE_URL, LEVER_TOKEN_URL, TRUSTED_DOCUMENTS_MODE }).toEqual({
      GRAPHIQL: "true",
      INTROSPECTION: "true",
      LEVER_BASE_URL: "https://api.lever.co/v1",
      LEVER_TOKEN_URL: "https://auth.lever.co/oauth/token",
      TRUSTED_DOCUMENTS_MODE: "also",
    });
    expect(Environment.parse(others)).toEqual(Environment.parse({}));
  });
});
