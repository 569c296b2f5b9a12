import { afterAll, describe, expect, it } from "vitest";
import { applicationId, hasApplied, selections, stageOf } from "../support/truth/index.js";
import { objects, oneOf, startLookups, stageSelection, unknownIds } from "../support/lookups.js";

const { subgraph, truth, entities } = await startLookups();
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("_entities", () => {
  it.each(objects)(
    "returns $type entities in the requested order, equal to the records in the list",
    async ({ type, connection, field }) => {
      const wanted = [...truth.list(connection).values()].reverse();
      const doubled = [...wanted, ...wanted.slice(0, 5)];
      const [none] = unknownIds[field]!;
      const ids = doubled.flatMap(({ id }, i) => (i === 3 ? [none, id] : [id]));
      const { found, errors } = await entities(
        ids.map((id) => ({ __typename: type, id })),
        type,
        selections[connection],
      );
      expect(errors).toEqual([]);
      const whole = doubled.map((record) => ({ __typename: type, ...record }));
      expect(found).toStrictEqual([...whole.slice(0, 3), null, ...whole.slice(3)]);
    },
  );

  it("returns listed and retired stages, and null for vanished and unknown stages", async () => {
    const { account } = subgraph.lever;
    const { found, errors } = await entities(
      [...account.stages, { id: "no-such-stage" }].map(({ id }) => ({ __typename: "Stage", id })),
      "Stage",
      stageSelection,
    );
    expect(errors).toEqual([]);
    expect(found).toStrictEqual([
      ...account.stages.map(({ id, standing }) =>
        standing === "vanished" ? null : { __typename: "Stage", ...stageOf(account, id) },
      ),
      null,
    ]);
  });

  it("returns entities of several types", async () => {
    const representations = objects.map(({ type, field }) => ({ __typename: type, id: oneOf(truth, field).id }));
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        __typename ${objects.map(({ type, field }) => `... on ${type} { ${field}Id: id }`).join(" ")}
      }
    }`;
    expect(await subgraph.query(query, { representations })).toMatchObject({
      data: {
        _entities: objects.map(({ type, field }) => ({ __typename: type, [`${field}Id`]: oneOf(truth, field).id })),
      },
      errors: [],
    });
  });

  it.each(objects)("returns an error only for a $type without its key", async ({ type, field }) => {
    const { id } = oneOf(truth, field);
    const { found, errors } = await entities(
      [{ __typename: type, id }, { __typename: type }, { __typename: type, id: null }, { __typename: type, id }],
      type,
      "id",
    );
    expect(found).toEqual([{ __typename: type, id }, null, null, { __typename: type, id }]);
    expect(errors.map(({ path }) => path?.slice(0, 2))).toEqual([1, 2].map((i) => ["_entities", i]));
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT"]);
  });

  it("returns null for a lead", async () => {
    const leads = truth.candidacies.filter(({ isLead }) => isLead).filter(hasApplied);
    const applications = await entities(
      leads.map((lead) => ({ __typename: "Application", id: applicationId(lead) })),
      "Application",
      "remoteId",
    );
    expect(applications.errors).toEqual([]);
    expect(new Set(applications.found)).toEqual(new Set([null]));
  });
});
