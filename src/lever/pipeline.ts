import type { CallContext } from "../ats/call-context.js";
import { AtsError, asError } from "../ats/errors.js";
import type { StageCount } from "../ats/model/job.js";
import type { Batch } from "../ats/provider.js";
import type { LeverAccount } from "./account.js";
import { toDisposition } from "./disposition.js";
import { type PipelineRecord, pipelineFields } from "./pipeline-record.js";
import type { Query } from "./query.js";
import { toListedStage } from "./stage.js";

/**
 * How many active applications each posting has in each listed stage that is not for leads, by the posting's id. Reads
 * the active opportunities of up to 50 postings together. A failed read is an error of the postings that it was made for.
 */
export async function readPipelines(
  postings: readonly string[],
  account: LeverAccount,
  context: CallContext,
): Promise<Batch<readonly StageCount[]>> {
  const stages = (await account.stages.readAll(context)).filter(({ isLead }) => !isLead);
  const { valueLimits } = account;
  const stageIds = stages.map(({ id }) => id);
  // With the filter Lever leaves out leads, which can be most rows. Each row's stage is checked in any case.
  const active: Query = {
    archived: false,
    ...(valueLimits.fits("stage_id", stageIds) && { stage_id: valueLimits.chunks("stage_id", stageIds)[0] }),
  };
  const pipelines = new Map<string, readonly StageCount[] | Error>();
  try {
    await valueLimits.inParts(
      "posting_id",
      postings,
      async (part) => {
        const count = await countApplications(part, active, account, context);
        for (const posting of part) {
          pipelines.set(
            posting,
            stages.map((stage) => ({ stage: toListedStage(stage), count: count(posting, stage.id) })),
          );
        }
      },
      active,
    );
  } catch (error) {
    for (const posting of postings) if (!pipelines.has(posting)) pipelines.set(posting, asError(error));
  }
  return pipelines;
}

/**
 * Counts the active applications to these postings. Reads both lists of the postings, because it is not documented in
 * which one an active opportunity is whose application is archived. Lever docs: Opportunities, List, `posting_id` and
 * `archived_posting_id`. The second list has few rows, or none.
 */
async function countApplications(
  postings: readonly string[],
  active: Query,
  account: LeverAccount,
  context: CallContext,
): Promise<(posting: string, stage: string) => number> {
  const counts = new Map<string, number>();
  // A row that moves while a list is read comes twice, and a row can be in both lists.
  const seen = new Set<string>();
  for (const filter of ["posting_id", "archived_posting_id"]) {
    const query = { expand: ["applications"], include: pipelineFields, ...active, [filter]: postings };
    const list = { endpoint: "/opportunities", query, mayBeConfidential: true };
    for await (const rows of account.client.readPages(list, account.pipelineParser, context, "walk")) {
      for (const row of rows) {
        if (row instanceof AtsError) context.reportError(row);
        else if (!seen.has(row.id)) {
          seen.add(row.id);
          for (const key of keysOf(row)) counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
    }
  }
  return (posting, stage) => counts.get(keyOf(posting, stage)) ?? 0;
}

/** Where the opportunity counts: a key for each of its applications that is active. */
function keysOf(row: PipelineRecord): string[] {
  if (row.archived !== null) return [];
  return row.applications
    .filter((application) => toDisposition(row, application) === null)
    .map(({ posting }) => keyOf(posting, row.stage));
}

function keyOf(posting: string | null, stage: string | null): string {
  return `${posting ?? ""} ${stage ?? ""}`;
}
