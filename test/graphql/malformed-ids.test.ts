import { afterAll, describe, expect, it } from "vitest";
import { stageOf } from "../support/truth/index.js";
import { oneOf, selectionOf, startLookups, unknownId } from "../support/lookups.js";

const { subgraph, truth, byId, entities } = await startLookups();
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("a malformed id", () => {
  const malformed = [
    "",
    " ",
    "..",
    "../users",
    "%2e%2e",
    "%2e%2e%2fusers",
    "a/b",
    "a?limit=1",
    "a#b",
    "a\\b",
    "a b",
    "a\u0000b",
    "a\r\nHost: example.org",
    "\u202eabc",
    "ü",
    "x".repeat(5000),
  ];
  const halves = malformed.flatMap((part) => [`${unknownId}:${part}`, `${part}:${unknownId}`]);
  const cases = ["candidate", "job", "stage", "application", "offer"].map((field) => ({
    field,
    ids: ["application", "offer"].includes(field)
      ? [...malformed, ...halves, unknownId, ":", `${unknownId}:${unknownId}:${unknownId}`]
      : malformed,
  }));

  it.each(cases)("of a $field is a BAD_USER_INPUT error without a call", async ({ field, ids }) => {
    subgraph.newCalls();
    for (const id of ids) {
      const answer = await byId(field, id);
      expect(answer, JSON.stringify(id.slice(0, 80))).toMatchObject({
        codes: ["BAD_USER_INPUT"],
        upstream: { calls: 0 },
      });
      expect(answer.found ?? null).toBeNull();
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("in _entities makes only that entity null", async () => {
    for (const { field, ids } of cases) {
      const type = `${field[0]!.toUpperCase()}${field.slice(1)}`;
      const wanted = field === "stage" ? stageOf(subgraph.lever.account, "offer") : oneOf(truth, field);
      const representations = [wanted.id, ...ids, wanted.id].map((id) => ({ __typename: type, id }));
      const { found, errors } = await entities(representations, type, selectionOf(field));
      const whole = { __typename: type, ...wanted };
      expect(found, type).toStrictEqual([whole, ...ids.map(() => null), whole]);
      expect(errors.map(({ path }) => path)).toEqual(ids.map((_, i) => ["_entities", i + 1]));
      expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["BAD_USER_INPUT"]));
    }
  });
});
