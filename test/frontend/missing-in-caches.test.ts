import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { apollo, type Connect, relay, urql } from "./caching-clients.js";

const why = "missing { field reason message }";
/** What components select of the same records. */
const components = {
  name: `query ($person: ID!) { candidate(id: $person) { id fullName ${why} } }`,
  activity: `query ($person: ID!) {
    candidate(id: $person) { id lastActivityAt phoneNumbers { data type } applications { id rejectedAt ${why} } ${why} }
  }`,
  application: `query ($application: ID!) {
    application(id: $application) { id status offerId stage { id ${why} } candidate { id emails { data } ${why} } ${why} }
  }`,
  job: `query ($application: ID!) {
    application(id: $application) { id hiredAt stage { id name } job { id name department { name } ${why} } ${why} }
  }`,
};
const names = Object.keys(components) as (keyof typeof components)[];
const pairs = names.flatMap((first) => names.flatMap((second) => (first === second ? [] : [[first, second] as const])));

describe.each<[string, Connect]>([
  ["Apollo Client", apollo],
  ["urql's graphcache", urql],
  ["Relay", relay(Object.values(components))],
])("in the cache of %s", (_name, connect) => {
  let subgraph: TestSubgraph;
  let variables: Record<string, string>;
  beforeAll(async () => {
    const account = plainAccount(3);
    const [, opportunity] = account.opportunities;
    Object.assign(opportunity!, { name: "", phones: [{ value: "1" }] });
    account.postings.forEach((posting) => (posting.categories.department = null));
    subgraph = await startSubgraph({ account });
    variables = {
      person: opportunity!.contact,
      application: `${opportunity!.id}:${opportunity!.applications[0]!}`,
    };
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it.each(pairs)("the answer for %s stays whole when the answer for %s is merged", async (first, second) => {
    const client = connect(`${subgraph.url}/graphql`);
    const answers = new Map<string, unknown>();
    for (const name of [first, second]) {
      await client.ask(components[name], variables);
      answers.set(name, client.cached(components[name], variables));
      expect(answers.get(name)).not.toBeNull();
    }
    expect(client.cached(components[first], variables)).toEqual(answers.get(first));
    expect(JSON.stringify(answers.get(first))).toContain("UNSUPPORTED_BY_PROVIDER");
  });
});
