import { describe, expect, it } from "vitest";
import { expectEqualUnlessError } from "./compare-with-truth.js";
import { isFull } from "../support/property-runs.js";
import { scenarios } from "./scenarios.js";
import { soak } from "./soak.js";

const short = { minutes: 0.05, roundMs: 3000 };
const long = { minutes: 0.3, roundMs: 10_000 };

describe("a soak", () => {
  it("of some seconds finds no problem during faults of Lever and Redis", async () => {
    const report = await soak({ ...(isFull ? long : short), seed: 7, onRound: () => undefined });
    expect(report.problems).toEqual([]);
    expect(Object.keys(report.scenarios).sort()).toEqual(Object.keys(scenarios).sort());
    expect(Object.keys(report.faults).length).toBeGreaterThan(isFull ? 8 : 2);
  });
});

describe("the comparison of a result with the expected value", () => {
  const expected = { id: "1", name: "Ada", stages: [{ id: "a" }, { id: "b" }] };
  const errorAt = (path: (string | number)[]) => ({ errors: [{ message: "", path }] });
  const noErrors = { errors: [] };

  it("accepts the expected value", () => {
    expect(() => {
      expectEqualUnlessError(structuredClone(expected), expected, ["page"], noErrors);
    }).not.toThrow();
  });

  it.each<[string, unknown]>([
    ["another value", { ...expected, name: "Grace" }],
    ["null without an error", { ...expected, name: null }],
    ["undefined", undefined],
    ["a list without an item and without an error", { ...expected, stages: [{ id: "a" }] }],
    ["a list with an unknown item", { ...expected, stages: [{ id: "a" }, { id: "b" }, { id: "c" }] }],
    ["an unknown field", { ...expected, age: 36 }],
  ])("rejects %s", (_name, actual) => {
    expect(() => {
      expectEqualUnlessError(actual, expected, ["page"], noErrors);
    }).toThrow("instead of");
    expect(() => {
      expectEqualUnlessError(actual, expected, ["page"], errorAt(["other"]));
    }).toThrow("instead of");
  });

  it("accepts null or a shorter list if there is an error, but no wrong value", () => {
    const actual = { ...expected, name: null, stages: [{ id: "b" }] };
    for (const path of [["page"], []]) {
      expect(() => {
        expectEqualUnlessError(actual, expected, ["page"], errorAt(path));
      }).not.toThrow();
    }
    expect(() => {
      expectEqualUnlessError({ ...actual, id: "2" }, expected, ["page"], errorAt(["page"]));
    }).toThrow('page.id: "2" instead of "1"');
    expect(() => {
      expectEqualUnlessError({ ...actual, stages: [{ id: "c" }] }, expected, ["page"], errorAt(["page"]));
    }).toThrow("page.stages.0");
  });
});
