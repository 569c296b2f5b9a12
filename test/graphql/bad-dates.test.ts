import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 1 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const dateTime = (example = "2026-01-01T00:00:00Z") =>
  `A DateTime has a date, a time and a time zone, for example ${example}.`;
const date = "A Date has no time, for example 2026-01-01.";
const offers = (filter: string) => `{ offers(filter: { jobIds: [], ${filter} }) { nodes { id } } }`;
const jobs = (filter: string) => `{ jobs(filter: { ${filter} }) { nodes { id } } }`;

it.each([
  ["a date alone", jobs('createdAfter: "2025-03-31"'), dateTime("2025-03-31T00:00:00Z")],
  ["no time zone", jobs('updatedAfter: "2025-03-31T08:00:00"'), dateTime("2025-03-31T08:00:00Z")],
  ["a day that does not exist", jobs('createdAfter: "2025-02-30"'), dateTime()],
  ["a day of another form", jobs('createdAfter: "31.3.2025"'), dateTime()],
  ["an empty text", jobs('createdAfter: ""'), dateTime()],
  ["a number", jobs("createdAfter: 1743379200000"), dateTime()],
  ["a list", jobs("createdAfter: []"), dateTime()],
  ["an object", jobs('createdAfter: { date: "2025-03-31" }'), dateTime()],
  ["a time in a Date", offers('startsAfter: "2025-03-31T00:00:00Z"'), date],
  ["a number as a Date", offers("startsAfter: 2025"), date],
])("an error shows the expected format: %s in the text", async (_what, query, advice) => {
  const { data, errors, status } = await subgraph.query(query);
  expect([data, status]).toEqual([undefined, 400]);
  expect(errors).toMatchObject([
    { message: expect.stringContaining(advice), extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
  ]);
  expect(subgraph.newCalls()).toEqual([]);
});

it.each<[string, object, string]>([
  ["a date alone", { createdAfter: "2025-03-31" }, dateTime("2025-03-31T00:00:00Z")],
  ["an unknown form", { createdAfter: "yesterday" }, dateTime()],
  ["a number", { createdAfter: 1_743_379_200_000 }, dateTime()],
  ["an object", { createdAfter: {} }, dateTime()],
])("an error shows the expected format: %s in a variable", async (_what, filter, advice) => {
  const query = "query ($filter: JobFilter) { jobs(filter: $filter) { nodes { id } } }";
  const { data, errors, status } = await subgraph.query(query, { filter });
  expect([data, status]).toEqual([undefined, 400]);
  expect(errors).toMatchObject([{ message: expect.stringContaining(advice), extensions: { code: "BAD_USER_INPUT" } }]);
  expect(errors[0]!.message).toContain("filter.createdAfter");
  expect(subgraph.newCalls()).toEqual([]);
});

it.each(["2025-03-31T00:00:00Z", "2025-03-31T02:00:00.123+02:00"])(
  "a DateTime is accepted: %s",
  async (createdAfter) => {
    const query = "query ($at: DateTime) { jobs(filter: { createdAfter: $at }) { nodes { createdAt } } }";
    const { errors, data } = await subgraph.query(query, { at: createdAfter });
    expect(errors).toEqual([]);
    const literal = await subgraph.query(query.replace("($at: DateTime)", "").replace("$at", `"${createdAfter}"`));
    expect(literal.data).toEqual(data);
  },
);
