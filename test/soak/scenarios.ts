import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../src/lever-sandbox/seed/random.js";
import {
  type Connection,
  type Expected,
  type Filters,
  pageQuery,
  selections,
  type Truth,
} from "../support/truth/index.js";
import { expectEqualUnlessError } from "./compare-with-truth.js";
import { WrongResult, send, sendAndAbort } from "./graphql-client.js";

/** What a scenario needs. */
export interface ScenarioContext {
  /** The URL of a random replica. */
  readonly url: () => string;
  readonly truth: Truth;
  readonly random: Random;
  /** The deadline of an operation, in milliseconds. */
  readonly deadlineMs: number;
}

export type Scenario = (context: ScenarioContext) => Promise<void>;

const connections = ["candidates", "applications", "jobs", "offers"] as const;
const single = { candidates: "candidate", applications: "application", jobs: "job", offers: "offer" } as const;
const typeNames = { candidates: "Candidate", applications: "Application", jobs: "Job", offers: "Offer" } as const;
const unknownUuid = "00000000-0000-4000-8000-000000000000";

/** Scenarios of clients. Each rejects with `WrongResult` if a result is wrong. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "read a whole list": async (context) => {
    const connection = context.random.pick(connections);
    const filter = randomFilter(context, connection);
    await readWholeList(context, connection, filter);
  },

  "read a record by its id": async (context) => {
    const { random, truth } = context;
    const connection = random.pick(connections);
    const listed = truth.list(connection);
    const id = random.chance(0.1) ? unknownId(connection) : random.pick([...listed.keys()]);
    const query = `query ($id: ID!) { found: ${single[connection]}(id: $id) { ${selections[connection]} } }`;
    const result = await send(context.url(), { query, variables: { id } }, context.deadlineMs);
    expectEqualUnlessError(result.data?.found ?? null, listed.get(id) ?? null, ["found"], result);
  },

  "resolve entities": async (context) => {
    const { random, truth } = context;
    const connection = random.pick(connections);
    const listed = truth.list(connection);
    const ids = [...listed.keys()].filter(() => random.chance(0.3)).slice(0, 60);
    ids.splice(random.between(0, ids.length), 0, unknownId(connection));
    const query = `query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on ${typeNames[connection]} { ${selections[connection]} } }
    }`;
    const variables = { of: ids.map((id) => ({ __typename: typeNames[connection], id })) };
    const result = await send(context.url(), { query, variables }, context.deadlineMs);
    const expected = ids.map((id) => listed.get(id) ?? null);
    expectEqualUnlessError(result.data?._entities ?? null, expected, ["_entities"], result);
  },

  "read jobs with their applications": async (context) => {
    const query = `{ jobs(first: 5) { nodes {
      id applications(first: 3) { nodes { ${selections.applications} } pageInfo { hasNextPage } }
    } } }`;
    const result = await send(context.url(), { query }, context.deadlineMs);
    const applications = [...context.truth.list("applications").values()];
    const { nodes = [] } = (result.data?.jobs ?? {}) as { nodes?: JobWithApplications[] };
    nodes.forEach((job, i) => {
      const ofJob = applications.filter(({ jobId }) => jobId === job.id);
      job.applications?.nodes.forEach((actual, j) => {
        const path = ["jobs", "nodes", i, "applications", "nodes", j];
        expectEqualUnlessError(
          actual,
          ofJob.find(({ id }) => id === actual.id),
          path,
          result,
        );
      });
      if (result.errors.length > 0 || job.applications === null) return;
      const { nodes: applied, pageInfo } = job.applications;
      // The next page may have no records, because leads are skipped.
      if (applied.length !== Math.min(3, ofJob.length) || (ofJob.length > 3 && !pageInfo.hasNextPage)) {
        throw new WrongResult(`Job ${job.id}: ${applied.length} applications of ${ofJob.length}`);
      }
    });
  },

  "abort a request": async (context) => {
    const connection = context.random.pick(connections);
    const request = { query: pageQuery(connection), variables: { first: 100 } };
    await sendAndAbort(context.url(), request, context.random.between(1, 300));
  },

  "send an invalid query": async ({ url, random, deadlineMs }) => {
    const query = random.pick([
      "{ candidates(first: 0) { nodes { id } } }",
      '{ candidates(after: "no cursor") { nodes { id } } }',
      "{ candidates { nodes { nothing } } }",
      "{ candidates {",
      `{ job(id: "../stages") { id } offer(id: "${unknownUuid}") { id } }`,
    ]);
    const { errors } = await send(url(), { query }, deadlineMs);
    if (errors.length === 0) throw new WrongResult(`No error for ${query}`);
  },

  "read health and metrics": async ({ url }) => {
    for (const path of ["/health/live", "/health/ready", "/metrics"]) {
      const response = await fetch(`${url()}${path}`);
      await response.text();
      if (response.status !== 200 && path !== "/health/ready") throw new WrongResult(`${path}: ${response.status}`);
    }
  },
};

interface JobWithApplications {
  readonly id: string;
  readonly applications: { readonly nodes: readonly Expected[]; readonly pageInfo: { hasNextPage: boolean } } | null;
}

/**
 * Reads a list to its end and goes on after errors. Each record must come once and with the right values. Records may
 * be missing only if there is an error.
 */
async function readWholeList<C extends Connection>(
  context: ScenarioContext,
  connection: C,
  filter: Filters[C],
): Promise<void> {
  const expected = context.truth.list(connection, filter);
  const seen = new Set<string>();
  const first = context.random.pick([10, 30, 100]);
  let after: string | null = null;
  const history: unknown[] = [];
  let mayLackRecords = false;
  for (let tries = 0; tries < 200; tries += 1) {
    // While the circuit breaker is open, errors come fast.
    await sleep(tries);
    const request = { query: pageQuery(connection), variables: { first, after, filter } };
    const result = await send(context.url(), request, context.deadlineMs);
    const page = (result.data?.page ?? null) as Page | null;
    history.push([page?.edges.length, ...result.errors]);
    if (page === null) {
      if (result.errors.length === 0) throw new WrongResult(`No ${connection} and no error.`);
      continue;
    }
    for (const [i, { node }] of page.edges.entries()) {
      if (seen.has(node.id)) throw new WrongResult(`${connection} ${node.id} comes twice.`);
      seen.add(node.id);
      expectEqualUnlessError(node, expected.get(node.id), ["page", "edges", i, "node"], result);
    }
    const { hasNextPage, endCursor } = page.pageInfo;
    const isFullPage = page.edges.length === first || !hasNextPage;
    if (!isFullPage && result.errors.length === 0)
      throw new WrongResult(`A short page of ${connection} without an error.`);
    // One error can explain a short page. Each other error of the list means that a record is missing.
    const listErrors = result.errors.filter(({ path = [] }) => path.length <= 1);
    mayLackRecords ||= listErrors.length > (isFullPage ? 0 : 1);
    if (!hasNextPage) {
      const missing = [...expected.keys()].filter((id) => !seen.has(id));
      if (missing.length > 0 && !mayLackRecords) {
        throw new WrongResult(`Missing ${connection}: ${missing.join(", ")}; ${JSON.stringify({ filter, history })}`);
      }
      return;
    }
    after = endCursor ?? after;
  }
  throw new WrongResult(`Reading ${connection} makes no progress: ${JSON.stringify(history.slice(-3))}`);
}

interface Page {
  readonly edges: readonly { readonly node: Expected }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function unknownId(connection: Connection): string {
  return connection === "candidates" || connection === "jobs" ? unknownUuid : `${unknownUuid}:${unknownUuid}`;
}

/** A filter, which is often empty. */
function randomFilter<C extends Connection>({ truth, random }: ScenarioContext, connection: C): Filters[C] {
  if (connection === "jobs" || random.chance(0.5)) return {};
  const application = random.pick([...truth.list("applications").values()]);
  const filters: Filters["applications"][] = [
    ...(typeof application.jobId === "string" ? [{ jobIds: [application.jobId] }] : []),
    { stageIds: [(application.stage as Expected).id] },
    { includeLeads: true },
    ...(connection === "candidates" ? [] : [{ candidateIds: [String(application.candidateId)] }]),
    ...(connection === "applications" ? [{ status: ["REJECTED"] }] : []),
  ];
  return random.pick(filters);
}
