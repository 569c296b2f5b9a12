import type { ArchiveReason, Stage } from "../account.js";
import type { Posting } from "../posting.js";
import type { Random } from "./random.js";
import { seededArchiveReasons, type ReasonName } from "./seeded-archive-reasons.js";
import { seededPostings } from "./seeded-postings.js";
import { seededStages, type StageName } from "./seeded-stages.js";
import { seededUsers, type Staff } from "./seeded-users.js";

/** The part of an account that does not depend on its candidates. */
export interface Company {
  readonly now: number;
  readonly stages: ReadonlyMap<StageName, Stage>;
  readonly stageOrder: readonly Stage[];
  readonly reasons: ReadonlyMap<ReasonName, ArchiveReason>;
  readonly staff: Staff;
  readonly postings: readonly Posting[];
  /** The id of a deleted posting that applications still refer to. */
  readonly deletedPostingId: string;
}

export function seededCompany(random: Random, now: number, postings: number): Company {
  const stages = seededStages(random.fork("stages"));
  const staff = seededUsers(random.fork("users"), now);
  return {
    now,
    stages,
    stageOrder: [...stages.values()],
    reasons: seededArchiveReasons(random.fork("archive reasons")),
    staff,
    postings: seededPostings(random.fork("postings"), now, postings, staff),
    deletedPostingId: random.fork("deleted posting").uuid(),
  };
}

export function stageNamed({ stages }: Company, name: StageName): Stage {
  const stage = stages.get(name);
  if (stage === undefined) throw new Error(`The company has no stage ${name}.`);
  return stage;
}

export function reasonNamed({ reasons }: Company, name: ReasonName): ArchiveReason {
  const reason = reasons.get(name);
  if (reason === undefined) throw new Error(`The company has no archive reason ${name}.`);
  return reason;
}
