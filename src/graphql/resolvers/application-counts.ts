import { compareText, foldText } from "../../ats/folded-text.js";
import type { ApplicationPage } from "../../ats/page.js";
import type { Context } from "../context.js";

/** The fields of a list of applications that count it. Both are nullable in the schema, and counted in one pass. */
export const applicationCounts = {
  totalCount: async ({ count }: ApplicationPage) => (await count()).total,

  async countByRejectedReason({ count }: ApplicationPage, _args: object, { loaders }: Context) {
    const { byReason } = await count();
    const counts = await Promise.all(
      [...byReason].map(async ([id, applications]) => {
        const reason = await loaders.dispositionReason.load(id);
        // As `Application.rejectedReason`: null for a hire, and for a reason that was deleted.
        return reason === null || reason.hired ? [] : [{ reason: { id, text: reason.text }, count: applications }];
      }),
    );
    return counts.flat().sort((a, b) => b.count - a.count || compareReasons(a.reason, b.reason));
  },
};

/** By the folded text, and by the id where that is the same. */
function compareReasons(a: { id: string; text: string | null }, b: { id: string; text: string | null }): number {
  return compareText(foldText(a.text ?? ""), foldText(b.text ?? "")) || compareText(a.id, b.id);
}
