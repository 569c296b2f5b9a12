import { bounded, document, nest, post, refused } from "../attack.js";

const uuid = "c4f5a6b7-0000-4000-8000-000000000000";
const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Stage { name } } }";

/** Hostile representations for `_entities`. */
export const representations = [
  refused(
    "10,000 representations",
    document(entities, { of: Array.from({ length: 10_000 }, (_, i) => ({ __typename: "Stage", id: `s-${i}` })) }),
  ),
  bounded(
    "100,000 empty representations",
    post(`{"query":"${entities}","variables":{"of":[${"{},".repeat(100_000)}{}]}}`),
    { bytes: 2 * 1024 * 1024 },
  ),
  refused(
    "representations of types that are not entities",
    document(entities, {
      of: ["Query", "PageInfo", "_Entity", "__Schema", "String", "Nope", "__proto__", "constructor"].map(
        (__typename) => ({ __typename, id: uuid }),
      ),
    }),
  ),
  refused(
    "representations without a key",
    document(entities, {
      of: [{}, null, 5, "Stage", [], { __typename: "Stage" }, { __typename: ["Stage"], id: "offer" }].filter(
        (each) => each !== null,
      ),
    }),
  ),
  refused(
    "keys that are not strings",
    document("query ($of: [_Any!]!) { _entities(representations: $of) { ... on Job { name } } }", {
      of: [1, true, null, {}, [], { toString: "x" }, { id: uuid }].map((id) => ({ __typename: "Job", id })),
    }),
  ),
  refused(
    "a __proto__ in a representation",
    document(
      '{ _entities(representations: [{ __proto__: { id: "offer", __typename: "Stage" } }]) { ... on Stage { name } } }',
    ),
  ),
  bounded(
    "unexpected fields in a representation",
    document(entities, {
      of: [{ __typename: "Stage", id: "offer", then: "x", toJSON: "x", name: "forged", constructor: { name: "x" } }],
    }),
    { calls: 6 },
  ),
  refused(
    "100,000 nested lists in a representation",
    post(`{"query":"${entities}","variables":{"of":[${nest(100_000, "[%]", "1")}]}}`),
  ),
  refused(
    "50,000 nested objects as a key",
    post(`{"query":"${entities}","variables":{"of":[{"__typename":"Stage","id":${nest(50_000, '{"a":%}', "1")}}]}}`),
  ),
];
