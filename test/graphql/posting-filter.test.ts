import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { type Answer, startSubgraph } from "../support/subgraph.js";
import { applicationId, hasApplied } from "../support/truth/index.js";
import { startFilteredAccount } from "../support/filtered-account.js";

const { subgraph, truth, expectTrue, values } = await startFilteredAccount();
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("Lever's parameter posting_id", () => {
  it.each(["active", "all"] as const)(
    "lets jobIds find all applications when it matches %s applications",
    async (postingIdMatches) => {
      await using lever = await startSandbox({ account: subgraph.lever.account, rate: Infinity, postingIdMatches });
      await using own = await startSubgraph({ lever });
      const { jobs, stages } = values();
      const leads = { includeLeads: true };
      for (const first of [3, 50]) {
        for (const connection of ["candidates", "applications", "offers"] as const) {
          expect(await expectTrue(connection, { jobIds: jobs.slice(0, 3) }, first, own)).toBeGreaterThan(3);
          await expectTrue(
            connection,
            { jobIds: jobs.slice(0, 2), stageIds: stages.slice(0, 6), ...leads },
            first,
            own,
          );
        }
        for (const status of ["ACTIVE", "REJECTED", "HIRED"]) {
          await expectTrue("applications", { jobIds: jobs.slice(0, 5), status: [status] }, first, own);
        }
      }
    },
  );

  it.each(["active", "all"] as const)(
    "matching %s applications, a job has all of its applications",
    async (postingIdMatches) => {
      await using lever = await startSandbox({ account: subgraph.lever.account, rate: Infinity, postingIdMatches });
      await using own = await startSubgraph({ lever });
      const query = `query ($id: ID!, $after: String) {
      job(id: $id) {
        applications(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } excluded { leads } }
      }
    }`;
      for (const { id } of own.lever.account.postings) {
        const wanted = truth.candidacies.filter(hasApplied).filter(({ application }) => application.posting === id);
        const got: string[] = [];
        let leads = 0;
        let after: string | null = null;
        for (;;) {
          const answer: Answer = await own.query(query, { id, after });
          expect(answer.errors).toEqual([]);
          const { nodes, pageInfo, excluded } = (answer.data as JobPage).job.applications;
          got.push(...nodes.map((node) => node.id));
          leads += excluded.leads;
          if (!pageInfo.hasNextPage) break;
          expect(nodes).toHaveLength(4);
          after = pageInfo.endCursor;
        }
        expect(got.sort()).toEqual(
          wanted
            .filter(({ isLead }) => !isLead)
            .map(applicationId)
            .sort(),
        );
        expect(leads).toBe(wanted.filter(({ isLead }) => isLead).length);
      }
    },
  );
});

interface JobPage {
  job: {
    applications: {
      nodes: { id: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      excluded: { leads: number };
    };
  };
}
