import {
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getPaginationMetadata,
  getPaginationVariables,
  getSelector,
  Network,
  RecordSource,
  type SingularReaderSelector,
  Store,
  type Variables,
} from "relay-runtime";
import { expect, it, vi } from "vitest";
import pagesFragment from "../../examples/relay/__generated__/jobApplications_query.graphql.js";
import firstPage from "../../examples/relay/__generated__/jobApplicationsQuery.graphql.js";
import { fetchFrom } from "../../examples/relay/network.js";
import { environmentConfig } from "../../src/clients/relay-environment.js";
import { addOpportunity } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

it("Relay reads the applications of a job page by page, as the sample does, and adds up what is left out", async () => {
  const account = plainAccount(120, 4);
  const jobId = account.applications[0]!.posting!;
  for (let index = 0; index < 40; index += 1) {
    const at = account.now - index * 7_000 - 300;
    addOpportunity(account, { name: `Lead ${index}`, emails: [], stageId: "lead-new", postingId: jobId, at });
  }
  await using subgraph = await startSubgraph({ account });
  const all = (
    await subgraph.query(`{
      job(id: "${jobId}") {
        applications(first: 100, filter: { status: ACTIVE }, orderBy: { field: CREATED_AT }) {
          nodes { id } excluded { leads } pageInfo { hasNextPage }
        }
      }
    }`)
  ).data.job.applications;
  expect(all.pageInfo.hasNextPage).toBe(false);
  expect(all.nodes.length).toBeGreaterThan(45);
  expect(all.excluded.leads).toBe(40);

  const warn = vi.spyOn(console, "error");
  const relay = sample(`${subgraph.url}/graphql`, { jobId });
  await relay.loadFirst();
  const sums = [relay.list().excluded.leads];
  expect(relay.ids()).toEqual(all.nodes.slice(0, 20).map(({ id }: any) => id));
  while (relay.list().pageInfo.hasNextPage) {
    await relay.loadNext();
    sums.push(relay.list().excluded.leads);
  }
  expect(relay.ids()).toEqual(all.nodes.map(({ id }: any) => id));
  expect(sums.length).toBe(Math.ceil(all.nodes.length / 20));
  expect(sums.at(-1)).toBe(40);
  expect(sums).toEqual([...new Set(sums)].sort((a, b) => a - b));

  await relay.loadFirst();
  expect([relay.ids().length, relay.list().excluded.leads]).toEqual([20, sums[0]]);
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
});

it("Relay keeps the pages before one that failed, and adds it when it is read again", async () => {
  const account = plainAccount(60, 2);
  await using subgraph = await startSubgraph({ account });
  const relay = sample(`${subgraph.url}/graphql`, { jobId: account.applications[0]!.posting! });
  await relay.loadFirst();
  const first = relay.list();
  expect(first.edges).toHaveLength(20);

  subgraph.lever.faults.failNext(/\/opportunities\?/, { status: 403 }, Infinity);
  await relay.loadNext();
  expect(relay.list()).toEqual(first);
  expect(relay.shown).toEqual([[], ["UPSTREAM_FORBIDDEN"]]);

  subgraph.lever.faults.clear();
  await relay.loadNext();
  expect(new Set(relay.ids())).toHaveProperty("size", 40);
});

/** What the sample's hooks do, without React: they read and load with these same functions of Relay's. */
function sample(url: string, variables: Variables) {
  const shown: (readonly string[])[] = [];
  const network = Network.create(fetchFrom(url, (codes) => shown.push(codes)));
  const environment = new Environment({ network, store: new Store(new RecordSource()), ...environmentConfig });
  const fragment = pagesFragment;
  const operation = createOperationDescriptor(firstPage, variables);
  environment.retain(operation);
  const selector = () =>
    getSelector(fragment, environment.lookup(operation.fragment).data) as unknown as SingularReaderSelector;
  const list = () => (environment.lookup(selector()).data as any).job.applications;
  const { paginationRequest, paginationMetadata, connectionPathInFragmentData } = getPaginationMetadata(
    fragment,
    "sample",
  );
  expect(connectionPathInFragmentData).toEqual(["job", "applications"]);
  return {
    shown,
    list,
    ids: () => list().edges.map(({ node }: any) => node.id) as string[],
    loadFirst: () => fetchQuery(environment, firstPage, variables).toPromise(),
    loadNext() {
      const { endCursor } = list().pageInfo;
      const base = selector().variables;
      const next = getPaginationVariables("forward", 20, endCursor, base, {}, paginationMetadata);
      return fetchQuery(environment, paginationRequest, next).toPromise();
    },
  };
}
