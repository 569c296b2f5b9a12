import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../src");

/** What each folder of src/ may import besides npm packages and itself. Files at the root may import anything. */
const allowed: Record<string, { folders: string[]; packages?: RegExp }> = {
  ats: { folders: [], packages: /^$/ },
  "lever-sandbox": { folders: [], packages: /^node:/ },
  http: { folders: ["ats/errors.js", "ats/caller.js", "tracing/call-span.js"] },
  lever: { folders: ["ats", "http"] },
  loaders: { folders: ["ats", "tracing/batch-span.js"] },
  resolvers: { folders: ["ats", "generated", "context.js"] },
  tracing: {
    folders: ["ats/errors.js", "ats/caller.js", "config.js", "metrics/operation-names.js", "operation.js"],
  },
  oauth: { folders: ["ats/errors.js", "http"] },
  metrics: { folders: ["ats/caller.js", "http", "oauth/access-tokens.js"] },
  "provider-support": { folders: ["ats"] },
  explain: { folders: ["ats", "cost", "context.js", "http/token-bucket.js", "resolvers/selection.js"] },
  cost: { folders: ["ats/page.js"] },
  config: { folders: [] },
  doors: {
    folders: ["ats/errors.js", "config.js", "config/host-name.js", "config/loopback.js", "cost/too-complex.js"],
  },
  conformance: { folders: ["provider-support"] },
  webhooks: { folders: ["ats/errors.js", "metrics"] },
  graphiql: { folders: [] },
  generated: { folders: ["ats", "context.js", "provider-support/field-support.js"] },
};

interface Import {
  from: string;
  to: string;
}

function imports(): Import[] {
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("graphiql/page/"))
    .flatMap((file) =>
      [...readFileSync(join(src, file), "utf8").matchAll(/^(?:import|export)\b[^;]*?from\s+["']([^"']+)["']/gm)].map(
        ([, specifier = ""]) => ({
          from: file,
          to: specifier.startsWith(".") ? relative(src, resolve(src, file, "..", specifier)) : specifier,
        }),
      ),
    );
}

describe("the architecture", () => {
  const all = imports();

  it("sees the imports it judges", () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it.each(Object.entries(allowed))("lets %s import only what it may", (folder, { folders, packages = /./ }) => {
    const breaches = all
      .filter(({ from }) => from.startsWith(`${folder}/`))
      .filter(({ to }) => {
        const isPackage = !to.endsWith(".js") || to.startsWith("graphql/");
        if (isPackage) return !packages.test(to);
        return !to.startsWith(`${folder}/`) && !folders.some((each) => to === each || to.startsWith(`${each}/`));
      });
    expect(breaches).toEqual([]);
  });

  it("knows every folder of src/", () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(allowed).sort());
  });
});
