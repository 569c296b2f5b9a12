import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { describe, expect, it, onTestFinished } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

/** Another subgraph, which refers to records of this one by their ids. */
const shortlistSdl = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { shortlist: [Pick!]! }
  type Pick { application: Application job: Job }
  type Application @key(fields: "id", resolvable: false) { id: ID! }
  type Job @key(fields: "id", resolvable: false) { id: ID! }
`);

interface Pick {
  readonly application: { id: string };
  readonly job: { id: string };
}

async function startGateway(url: string, picks: readonly Pick[]): Promise<ApolloServer> {
  const ats = { name: "ats", url: `${url}/graphql`, typeDefs: parse(printSubgraphSchema(buildSubgraph().schema)) };
  const { supergraphSdl, errors } = composeServices([
    ats,
    { name: "shortlist", url: "http://shortlist", typeDefs: shortlistSdl },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors.join("\n"));
  const local = buildSubgraphSchema({ typeDefs: shortlistSdl, resolvers: { Query: { shortlist: () => picks } } });
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: (service) =>
      service.name === "ats"
        ? new RemoteGraphQLDataSource({ url: service.url ?? "" })
        : new LocalGraphQLDataSource(local),
  });
  const server = new ApolloServer({ gateway });
  await server.start();
  onTestFinished(() => server.stop());
  return server;
}

describe("missing behind a gateway", () => {
  it("gives each reason, and errors for what failed, for records that another subgraph refers to", async () => {
    const account = plainAccount(4);
    await using subgraph = await startSubgraph({ account });
    const { lever } = subgraph;
    const open = account.opportunities.map((opportunity) => ({
      opportunity,
      application: account.applications.find(({ opportunityId }) => opportunityId === opportunity.id)!,
    }));
    const [first, second, third] = open.map(({ application }) =>
      account.postings.find(({ id }) => id === application.posting)!,
    );
    first!.state = "unknown_state";
    second!.confidentiality = "confidential";
    third!.categories.department = null;
    Object.assign(open[3]!.opportunity, { name: "", isAnonymized: true });
    lever.keys.set(lever.apiKey, { confidential: false });
    lever.changed();
    lever.faults.failNext(new RegExp(`${open[0]!.opportunity.id}/offers`), { status: 403 }, Infinity);
    lever.faults.failNext(new RegExp(`${open[1]!.opportunity.id}/offers`), "wrong-shape", Infinity);
    const gateway = await startGateway(
      subgraph.url,
      open.map(({ opportunity, application }) => ({
        application: { id: `${opportunity.id}:${application.id}` },
        job: { id: application.posting! },
      })),
    );
    const why = "missing { field reason message }";
    const { body } = await gateway.executeOperation({
      query: `{ shortlist {
        application { offerId rejectedAt job { name ${why} } candidate { firstName fullName ${why} } ${why} }
        job { status department { name } ${why} }
      } }`,
    });
    const { shortlist } = (body.kind === "single" ? body.singleResult.data : {}) as { shortlist: any[] };
    const codes = (body.kind === "single" ? (body.singleResult.errors ?? []) : []).map(
      ({ extensions }) => extensions?.code,
    );
    const reasons = (record: { missing: { field: string; reason: string }[] }, field: string) =>
      record.missing.find((each) => each.field === field)?.reason;
    const [one, two, three, four] = shortlist;
    expect({
      unsupported: reasons(one.application.candidate, "firstName"),
      notApplicable: reasons(two.application, "rejectedAt"),
      notSet: reasons(three.job, "department"),
      anonymized: reasons(four.application.candidate, "fullName"),
      unrecognized: reasons(one.job, "status"),
    }).toEqual({
      unsupported: "UNSUPPORTED_BY_PROVIDER",
      notApplicable: "NOT_APPLICABLE",
      notSet: "NOT_SET",
      anonymized: "ANONYMIZED",
      unrecognized: "UNRECOGNIZED",
    });
    expect(new Set(codes)).toEqual(new Set(["UPSTREAM_FORBIDDEN", "UPSTREAM_BAD_RESPONSE"]));
  });
});
