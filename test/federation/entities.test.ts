import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(400) });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

interface Representation {
  readonly __typename: string;
  readonly id?: unknown;
}

const entities = (selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`;
const keys =
  "... on Candidate { id } ... on Application { id } ... on Job { id } ... on Stage { id } ... on Offer { id }";
const some = `${keys} ... on Candidate { fullName } ... on Application { stage { name } } ... on Job { name }
  ... on Stage { name } ... on Offer { status }`;

/** Representations of the records of the account, by type, up to 400 for each type. */
function representations(): Record<string, Representation[]> {
  const { contacts, applications, postings, stages } = subgraph.lever.account;
  return {
    Candidate: contacts.map(({ id }) => ({ __typename: "Candidate", id })),
    Application: applications.map(({ id, opportunityId }) => ({
      __typename: "Application",
      id: `${opportunityId}:${id}`,
    })),
    Job: postings.map(({ id }) => ({ __typename: "Job", id })),
    Stage: stages.filter(({ standing }) => standing === "listed").map(({ id }) => ({ __typename: "Stage", id })),
  };
}

const unknownId = "00000000-0000-4000-8000-000000000001";

/** Well-formed ids that do not exist. The result is null. */
const unknown: Representation[] = [
  { __typename: "Candidate", id: unknownId },
  { __typename: "Application", id: `${unknownId}:${unknownId}` },
  { __typename: "Job", id: unknownId },
  { __typename: "Stage", id: "no-such-stage" },
  { __typename: "Offer", id: `${unknownId}:${unknownId}` },
];

/** Not representations of our entities. The result is null and an error. */
const malformed: Representation[] = [
  { __typename: "Candidate" },
  { __typename: "Candidate", id: null },
  { __typename: "Application", id: unknownId },
  { __typename: "Job", id: "../users" },
  { __typename: "Stage", id: "" },
  { __typename: "Offer", id: 5 },
  { __typename: "Interview", id: unknownId },
  { __typename: "PageInfo", id: unknownId },
];

/** 1,000 representations. Every twentieth is one of `bad`, all others are of `good`. */
function thousand(good: readonly Representation[], bad: readonly Representation[]) {
  const isBad = (index: number) => index % 20 === 7;
  const of = Array.from({ length: 1000 }, (_, index) =>
    isBad(index) ? bad[Math.floor(index / 20) % bad.length]! : good[index % good.length]!,
  );
  return { of, badAt: of.flatMap((_, index) => (isBad(index) ? [index] : [])) };
}

describe("a request for 1,000 representations, 50 of them bad", () => {
  it.each(["Candidate", "Application", "Job", "Stage", "all"])(
    "gets 950 records in order, 50 nulls, and an error for each malformed representation: %s",
    async (type) => {
      const all = representations();
      const good = type === "all" ? Object.values(all).flat() : all[type]!;
      const { of, badAt } = thousand(good, [...unknown, ...malformed]);
      const { data, errors } = await subgraph.query(entities(some), { representations: of });
      const found = data._entities as (Representation | null)[];
      expect(found.map((entity) => entity && { __typename: entity.__typename, id: entity.id })).toEqual(
        of.map((each, index) => (badAt.includes(index) ? null : each)),
      );
      expect(badAt).toHaveLength(50);
      const wrong = badAt.filter((index) => malformed.includes(of[index]!));
      expect(errors.map(({ path }) => path![1]).sort((a, b) => Number(a) - Number(b))).toEqual(wrong);
      for (const { extensions, path } of errors) {
        expect(extensions).toEqual({ code: "BAD_USER_INPUT", requestId: expect.any(String) });
        expect(path).toEqual(["_entities", path![1]]);
      }
    },
  );

  it.each([
    ["their types", ""],
    ["their keys", keys],
  ])("makes no call if it selects only %s", async (_what, selection) => {
    const { of, badAt } = thousand(Object.values(representations()).flat(), malformed);
    subgraph.newCalls();
    const { data, errors } = await subgraph.query(entities(selection), { representations: of });
    expect(subgraph.newCalls()).toEqual([]);
    expect(errors).toHaveLength(50);
    expect(data._entities.map((entity: unknown) => entity === null)).toEqual(
      of.map((_, index) => badAt.includes(index)),
    );
  });
});
