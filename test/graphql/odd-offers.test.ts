import { describe, expect, it } from "vitest";
import { createAccount } from "../../src/lever-sandbox/index.js";
import { startSubgraph } from "../support/subgraph.js";

/** A subgraph whose offers come from Lever as `edit` returns them, and an application with exactly one offer. */
async function withOneOffer(edit: (offer: object) => unknown) {
  const account = createAccount({ seed: 3, candidates: 40, postings: 8 });
  const opportunity = account.opportunities.find(
    ({ id, stage, applications }) =>
      !stage.startsWith("lead-") &&
      applications.length === 1 &&
      account.offers.filter(({ opportunityId }) => opportunityId === id).length === 1,
  )!;
  const offer = account.offers.find(({ opportunityId }) => opportunityId === opportunity.id)!;
  const subgraph = await startSubgraph({ account });
  subgraph.lever.faults.failNext(/\/offers/, { edit: (json) => ({ ...json, data: json.data.map(edit) }) }, Infinity);
  return {
    subgraph,
    application: `${opportunity.id}:${opportunity.applications[0]}`,
    offer: `${opportunity.id}:${offer.id}`,
  };
}

describe("an offer that cannot be used", () => {
  it.each<[string, (offer: object) => unknown]>([
    ["without a date of creation", (offer) => ({ ...offer, createdAt: "soon" })],
    ["that is null", () => null],
  ])("%s is an error at each path that is null without it", async (_what, edit) => {
    const { application, offer, ...started } = await withOneOffer(edit);
    await using subgraph = started.subgraph;
    const { data, errors } = await subgraph.query(
      `{ offer(id: "${offer}") { id } application(id: "${application}") { status offerId offer { id } } }`,
    );
    expect(data).toEqual({ offer: null, application: { status: expect.any(String), offerId: null, offer: null } });
    expect(errors.map(({ path }) => path!.join(".")).sort()).toEqual([
      "application.offer",
      "application.offerId",
      "offer",
    ]);
    for (const { extensions } of errors) expect(extensions.code).toBe("UPSTREAM_BAD_RESPONSE");
  });
});
