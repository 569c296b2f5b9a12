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
import { expectTrue } from "./compare-with-truth.js";
import { WrongAnswer, ask, askAndLeave } from "./answers.js";

/** Where and over what traffic runs. */
export interface Ground {
  /** Of one replica, another each time. */
  readonly url: () => string;
  readonly truth: Truth;
  readonly random: Random;
  /** How long an operation may take, in milliseconds. */
  readonly deadlineMs: number;
}

export type Errand = (ground: Ground) => Promise<void>;

const connections = ["candidates", "applications", "jobs", "offers"] as const;
const single = { candidates: "candidate", applications: "application", jobs: "job", offers: "offer" } as const;
const typeNames = { candidates: "Candidate", applications: "Application", jobs: "Job", offers: "Offer" } as const;
const nobody = "00000000-0000-4000-8000-000000000000";

/** What clients do, each checked against the truth. A failed check rejects with `WrongAnswer`. */
export const errands: Readonly<Record<string, Errand>> = {
  "walk a list": async (ground) => {
    const connection = ground.random.pick(connections);
    const filter = someFilter(ground, connection);
    await walkList(ground, connection, filter);
  },

  "read one by its id": async (ground) => {
    const { random, truth } = ground;
    const connection = random.pick(connections);
    const listed = truth.list(connection);
    const id = random.chance(0.1) ? unknownId(connection) : random.pick([...listed.keys()]);
    const query = `query ($id: ID!) { found: ${single[connection]}(id: $id) { ${selections[connection]} } }`;
    const answer = await ask(ground.url(), { query, variables: { id } }, ground.deadlineMs);
    expectTrue(answer.data?.found ?? null, listed.get(id) ?? null, ["found"], answer);
  },

  "look entities up": async (ground) => {
    const { random, truth } = ground;
    const connection = random.pick(connections);
    const listed = truth.list(connection);
    const ids = [...listed.keys()].filter(() => random.chance(0.3)).slice(0, 60);
    ids.splice(random.between(0, ids.length), 0, unknownId(connection));
    const query = `query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on ${typeNames[connection]} { ${selections[connection]} } }
    }`;
    const variables = { of: ids.map((id) => ({ __typename: typeNames[connection], id })) };
    const answer = await ask(ground.url(), { query, variables }, ground.deadlineMs);
    const wanted = ids.map((id) => listed.get(id) ?? null);
    expectTrue(answer.data?._entities ?? null, wanted, ["_entities"], answer);
  },

  "read jobs with their applications": async (ground) => {
    const query = `{ jobs(first: 5) { nodes {
      id applications(first: 3) { nodes { ${selections.applications} } pageInfo { hasNextPage } }
    } } }`;
    const answer = await ask(ground.url(), { query }, ground.deadlineMs);
    const applications = [...ground.truth.list("applications").values()];
    const { nodes = [] } = (answer.data?.jobs ?? {}) as { nodes?: JobWithApplications[] };
    nodes.forEach((job, i) => {
      const own = applications.filter(({ jobId }) => jobId === job.id);
      job.applications?.nodes.forEach((told, j) => {
        const path = ["jobs", "nodes", i, "applications", "nodes", j];
        expectTrue(
          told,
          own.find(({ id }) => id === told.id),
          path,
          answer,
        );
      });
      if (answer.errors.length > 0 || job.applications === null) return;
      const { nodes: given, pageInfo } = job.applications;
      // What is to come may be nothing but rows that are passed over.
      if (given.length !== Math.min(3, own.length) || (own.length > 3 && !pageInfo.hasNextPage)) {
        throw new WrongAnswer(`Job ${job.id}: ${given.length} applications of ${own.length}`);
      }
    });
  },

  "go away": async (ground) => {
    const connection = ground.random.pick(connections);
    const asked = { query: pageQuery(connection), variables: { first: 100 } };
    await askAndLeave(ground.url(), asked, ground.random.between(1, 300));
  },

  "ask for what cannot be": async ({ url, random, deadlineMs }) => {
    const query = random.pick([
      "{ candidates(first: 0) { nodes { id } } }",
      '{ candidates(after: "no cursor") { nodes { id } } }',
      "{ candidates { nodes { nothing } } }",
      "{ candidates {",
      `{ job(id: "../stages") { id } offer(id: "${nobody}") { id } }`,
    ]);
    const { errors } = await ask(url(), { query }, deadlineMs);
    if (errors.length === 0) throw new WrongAnswer(`No error for ${query}`);
  },

  "watch it": async ({ url }) => {
    for (const path of ["/health/live", "/health/ready", "/metrics"]) {
      const response = await fetch(`${url()}${path}`);
      await response.text();
      if (response.status !== 200 && path !== "/health/ready") throw new WrongAnswer(`${path}: ${response.status}`);
    }
  },
};

interface JobWithApplications {
  readonly id: string;
  readonly applications: { readonly nodes: readonly Expected[]; readonly pageInfo: { hasNextPage: boolean } } | null;
}

/**
 * Walks a list to its end, over every failure. Each record is told once and truly, and all are told unless an error said
 * that some are lost.
 */
async function walkList<C extends Connection>(ground: Ground, connection: C, filter: Filters[C]): Promise<void> {
  const wanted = ground.truth.list(connection, filter);
  const told = new Set<string>();
  const first = ground.random.pick([10, 30, 100]);
  let after: string | null = null;
  const history: unknown[] = [];
  let isLossy = false;
  for (let tries = 0; tries < 200; tries += 1) {
    // Behind an open breaker failures are quick.
    await sleep(tries);
    const asked = { query: pageQuery(connection), variables: { first, after, filter } };
    const answer = await ask(ground.url(), asked, ground.deadlineMs);
    const page = (answer.data?.page ?? null) as Page | null;
    history.push([page?.edges.length, ...answer.errors]);
    if (page === null) {
      if (answer.errors.length === 0) throw new WrongAnswer(`No ${connection}, and no error.`);
      continue;
    }
    for (const [i, { node }] of page.edges.entries()) {
      if (told.has(node.id)) throw new WrongAnswer(`${connection} ${node.id} is told twice.`);
      told.add(node.id);
      expectTrue(node, wanted.get(node.id), ["page", "edges", i, "node"], answer);
    }
    const { hasNextPage, endCursor } = page.pageInfo;
    const isWhole = page.edges.length === first || !hasNextPage;
    if (!isWhole && answer.errors.length === 0) throw new WrongAnswer(`A short page of ${connection}, and no error.`);
    // One error may be the reason why the page is short; any other of the list's tells of a row that is lost.
    const ofList = answer.errors.filter(({ path = [] }) => path.length <= 1);
    isLossy ||= ofList.length > (isWhole ? 0 : 1);
    if (!hasNextPage) {
      const lost = [...wanted.keys()].filter((id) => !told.has(id));
      if (lost.length > 0 && !isLossy) {
        throw new WrongAnswer(`Not told of ${connection}: ${lost.join(", ")}; ${JSON.stringify({ filter, history })}`);
      }
      return;
    }
    after = endCursor ?? after;
  }
  throw new WrongAnswer(`A walk of ${connection} makes no headway: ${JSON.stringify(history.slice(-3))}`);
}

interface Page {
  readonly edges: readonly { readonly node: Expected }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function unknownId(connection: Connection): string {
  return connection === "candidates" || connection === "jobs" ? nobody : `${nobody}:${nobody}`;
}

/** Often none. */
function someFilter<C extends Connection>({ truth, random }: Ground, connection: C): Filters[C] {
  if (connection === "jobs" || random.chance(0.5)) return {};
  const one = random.pick([...truth.list("applications").values()]);
  const filters: Filters["applications"][] = [
    ...(typeof one.jobId === "string" ? [{ jobIds: [one.jobId] }] : []),
    { stageIds: [(one.stage as Expected).id] },
    { includeLeads: true },
    ...(connection === "candidates" ? [] : [{ candidateIds: [String(one.candidateId)] }]),
    ...(connection === "applications" ? [{ status: ["REJECTED"] }] : []),
  ];
  return random.pick(filters);
}
