import fc from "fast-check";
import {
  type Account,
  addOpportunity,
  advance,
  archive,
  removeOpportunity,
  unarchive,
} from "../../src/lever-sandbox/index.js";

/** What people do in Lever during a read. */
const kinds = [
  "advance",
  "to lead",
  "archive",
  "hire",
  "unarchive",
  "apply again",
  "new person",
  "back-dated",
  "remove",
] as const;

/** A change: what happens to which opportunity. */
export type Change = readonly [(typeof kinds)[number], number];

/** Changes for each step of a read, often none. */
export const changes: fc.Arbitrary<readonly (readonly Change[])[]> = fc.array(
  fc.array(fc.tuple(fc.constantFrom(...kinds, "advance", "archive", "apply again"), fc.nat()), { maxLength: 4 }),
  { minLength: 1, maxLength: 12 },
);

/** Makes a change. `at` is its time; an import is back-dated to the creation of another opportunity. */
export function change(account: Account, [kind, pick]: Change, at: number): void {
  const opportunity = account.opportunities[pick % account.opportunities.length];
  if (opportunity === undefined) return;
  const listed = account.stages.filter(({ standing }) => standing === "listed");
  const stageIn = (isLead: boolean) => {
    const stages = listed.filter(({ pipeline }) => (pipeline === "lead") === isLead);
    return stages[pick % stages.length]!.id;
  };
  const reasonOf = (type: "hired" | "non-hired") => account.archiveReasons.find((reason) => reason.type === type)!.id;
  const posting = account.postings[pick % account.postings.length]!.id;
  const contactId = opportunity.contact;
  switch (kind) {
    case "advance": {
      advance(account, opportunity.id, stageIn(false), at);
      return;
    }
    case "to lead": {
      advance(account, opportunity.id, stageIn(true), at);
      return;
    }
    case "archive": {
      archive(account, opportunity.id, reasonOf("non-hired"), at);
      return;
    }
    case "hire": {
      archive(account, opportunity.id, reasonOf("hired"), at);
      return;
    }
    case "unarchive":
      // Lever does not deactivate a stage with active opportunities, so none comes back to such a stage.
      if (!listed.some(({ id }) => id === opportunity.stage)) advance(account, opportunity.id, stageIn(false), at);
      {
        unarchive(account, opportunity.id, at);
        return;
      }
    case "apply again":
      return void addOpportunity(account, { contactId, stageId: stageIn(false), postingId: posting, at });
    case "new person":
      return void addOpportunity(account, { name: "New", stageId: stageIn(false), postingId: posting, at });
    case "back-dated":
      return void addOpportunity(account, {
        name: "Imported",
        stageId: stageIn(pick % 3 === 0),
        postingId: posting,
        at: opportunity.createdAt,
      });
    case "remove":
      removeOpportunity(account, opportunity.id);
  }
}
