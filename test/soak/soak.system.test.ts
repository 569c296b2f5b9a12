import { describe, expect, it } from "vitest";
import { expectTrue } from "./compare-with-truth.js";
import { errands } from "./traffic.js";
import { soak } from "./soak.js";

describe("a soak", () => {
  it("of some seconds finds nothing wrong, whatever befalls Lever and Redis", async () => {
    const report = await soak({ minutes: 0.3, seed: 7, say: () => undefined });
    expect(report.wrong).toEqual([]);
    expect(Object.keys(report.errands).sort()).toEqual(Object.keys(errands).sort());
    expect(Object.keys(report.faults).length).toBeGreaterThan(8);
  }, 120_000);
});

describe("an answer held against the truth", () => {
  const truth = { id: "1", name: "Ada", stages: [{ id: "a" }, { id: "b" }] };
  const at = (path: (string | number)[]) => ({ errors: [{ message: "", path }] });
  const none = { errors: [] };

  it("may be the truth", () => {
    expect(() => {
      expectTrue(structuredClone(truth), truth, ["page"], none);
    }).not.toThrow();
  });

  it.each<[string, unknown]>([
    ["another value", { ...truth, name: "Grace" }],
    ["null without an error", { ...truth, name: null }],
    ["nothing", undefined],
    ["less in a list without an error", { ...truth, stages: [{ id: "a" }] }],
    ["more than there is", { ...truth, stages: [{ id: "a" }, { id: "b" }, { id: "c" }] }],
    ["a field nobody knows", { ...truth, age: 36 }],
  ])("may not be %s", (_what, told) => {
    expect(() => {
      expectTrue(told, truth, ["page"], none);
    }).toThrow("instead of");
    expect(() => {
      expectTrue(told, truth, ["page"], at(["other"]));
    }).toThrow("instead of");
  });

  it("may have null, or a shorter list, where an error says so, and nothing untrue even there", () => {
    const told = { ...truth, name: null, stages: [{ id: "b" }] };
    for (const path of [["page"], []]) {
      expect(() => {
        expectTrue(told, truth, ["page"], at(path));
      }).not.toThrow();
    }
    expect(() => {
      expectTrue({ ...told, id: "2" }, truth, ["page"], at(["page"]));
    }).toThrow('page.id: "2" instead of "1"');
    expect(() => {
      expectTrue({ ...told, stages: [{ id: "c" }] }, truth, ["page"], at(["page"]));
    }).toThrow("page.stages.0");
  });
});
