import { describe, expect, it } from "vitest";
import { columnsOf } from "../../examples/frontend/columns.js";

const fresh = { id: "applicant-new", name: "New applicant" };
const phone = { id: "5c38921f", name: "Phone interview" };
const offer = { id: "offer", name: "Offer" };
const at = (stage: typeof fresh | null) => ({ stage });
const shapes = (columns: ReturnType<typeof columnsOf>) =>
  columns.map(({ name, isRetired, applications }) => [name, isRetired, applications.length]);

describe("the frontend example's columns", () => {
  it("are in pipeline order, not in the order of the applications, and leave out empty stages", () => {
    const columns = columnsOf([fresh, phone, offer], [at(offer), at(fresh), at(offer)]);
    expect(shapes(columns)).toEqual([
      ["New applicant", false, 1],
      ["Offer", false, 2],
    ]);
  });

  it("end with the stages that are no longer in the pipeline, and then the applications without a stage", () => {
    const columns = columnsOf([fresh, offer], [at(null), at(phone), at(offer)]);
    expect(shapes(columns)).toEqual([
      ["Offer", false, 1],
      ["Phone interview", true, 1],
      ["No stage", false, 1],
    ]);
  });

  it("mark no stage as retired while the pipeline is not known", () => {
    expect(shapes(columnsOf(undefined, [at(phone), at(fresh)]))).toEqual([
      ["Phone interview", false, 1],
      ["New applicant", false, 1],
    ]);
  });
});
