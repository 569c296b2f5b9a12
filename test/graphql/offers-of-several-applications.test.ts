import { expect, it } from "vitest";
import type { Offer } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

const offer = "id applicationId candidateId jobId status missing { field reason }";

/** A person whose one opportunity, from before 2020, has two applications and two offers: for the second, and for no job. */
function accountWithTwo() {
  const account = plainAccount(3, 6);
  const opportunity = account.opportunities[1]!;
  const first = account.applications.find(({ id }) => id === opportunity.applications[0])!;
  const posting = account.postings.find(({ id, state }) => state === "published" && id !== first.posting)!.id;
  const second = { ...first, id: "aaaaaaaa-0000-4000-8000-000000000001", posting };
  account.applications.push(second);
  opportunity.applications.push(second.id);
  const common = { opportunityId: opportunity.id, status: "sent", fields: [], creator: account.users[0]!.id };
  const offers = [posting, null].map((each, index) => ({
    ...{ ...common, id: `bbbbbbbb-0000-4000-8000-00000000000${index}`, posting: each, approvedAt: null, sentAt: null },
    createdAt: opportunity.createdAt + index,
  }));
  account.offers.push(...(offers as unknown as Offer[]));
  const idOf = (part: string) => `${opportunity.id}:${part}`;
  const [ofSecond, ofFirst] = offers.map(({ id }) => idOf(id)) as [string, string];
  return { account, contact: opportunity.contact, ofFirst, ofSecond, first: idOf(first.id), second: idOf(second.id) };
}

it("gives each of several applications its own offer, the same on every path and for every selection", async () => {
  const { account, contact, first, second, ofFirst, ofSecond } = accountWithTwo();
  await using subgraph = await startSubgraph({ account });
  const { data, errors } = await subgraph.query(`{
    a: offer(id: "${ofFirst}") { ${offer} }
    b: offer(id: "${ofSecond}") { ${offer} }
  }`);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ a: { applicationId: first }, b: { applicationId: second } });
  const wanted = { [first]: data.a, [second]: data.b };

  const paths: Record<string, (data: any) => any[]> = {
    [`{ candidate(id: "${contact}") { applications { id offer { ${offer} } } } }`]: (found) =>
      found.candidate.applications,
    [`{ applications(first: 100) { nodes { id offer { ${offer} } } } }`]: (found) => found.applications.nodes,
    [`{ a: application(id: "${first}") { id offer { ${offer} } } b: application(id: "${second}") { id offer { ${offer} } } }`]:
      Object.values,
    [`{ _entities(representations: [{ __typename: "Application", id: "${second}" }]) {
      ... on Application { id offer { ${offer} } }
    } }`]: (found) => found._entities,
    [`{ job(id: "${data.b.jobId}") { applications { nodes { id offer { ${offer} } } } } }`]: (found) =>
      found.job.applications.nodes,
  };
  for (const [query, applicationsIn] of Object.entries(paths)) {
    const found = await subgraph.query(query);
    expect(found.errors).toEqual([]);
    const theirs = applicationsIn(found.data).filter(({ id }: any) => id === first || id === second);
    expect(theirs.length).toBeGreaterThan(0);
    for (const each of theirs) expect(each.offer, query).toEqual(wanted[each.id]);
  }
  const ids = await subgraph.query("{ applications(first: 100) { nodes { id offerId } } }");
  for (const { id, offerId } of ids.data.applications.nodes) expect(offerId).toBe(wanted[id]?.id ?? null);
});
