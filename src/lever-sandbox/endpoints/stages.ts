import type { Stage } from "../account.js";
import type { Endpoint } from "../endpoint.js";
import { notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { sortedRows, pageOf } from "../page.js";
import { shapeFrom } from "../shape.js";

/** Lever docs: Stages, List all. In pipeline order, without retired stages. */
export const stages: Endpoint = {
  pattern: "/stages",
  order: Order.ascending,
  respond({ account, query }) {
    const shape = shapeFrom(query, {});
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    const page = pageOf(
      sortedRows(listed, Order.ascending, ({ rank, id }) => [rank, id]),
      Order.ascending,
      query,
    );
    return { ...page, data: page.data.map(({ id, text }) => shape({ id, text })) };
  },
};

/** Lever docs: Stages, Retrieve a single. Also returns retired stages. */
export const stage: Endpoint = {
  pattern: "/stages/:id",
  respond({ index, query, ids }) {
    const shape = shapeFrom(query, {});
    const [id = ""] = ids;
    const found = sentStage(index.stage.get(id));
    if (found === undefined) throw notFound("stages", id);
    return { data: shape(found) };
  },
};

/**
 * Stages and archive reasons in one response, which is not a list. Lever has this endpoint, but does not document it.
 */
export const dispositionStages: Endpoint = {
  pattern: "/disposition_stages",
  respond({ account }) {
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    return {
      data: {
        stages: listed.map(({ standing: _, ...stage }) => stage),
        archiveReasons: account.archiveReasons.map(({ id, text, type, status }) => ({
          id,
          text,
          type: type === "hired" ? type : null,
          status,
        })),
      },
    };
  },
};

/** The fields of a stage that Lever sends. */
export function sentStage(stage: Stage | undefined): { id: string; text: string } | undefined {
  return stage && { id: stage.id, text: stage.text };
}
