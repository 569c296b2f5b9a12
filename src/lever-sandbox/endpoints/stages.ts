import type { Stage } from "../account.js";
import type { Endpoint } from "../endpoint.js";
import { notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { inOrder, pageOf } from "../page.js";
import { shapeFrom } from "../shape.js";

/** Lever docs: Stages, List all. In pipeline order, without retired ones. */
export const stages: Endpoint = {
  pattern: "/stages",
  order: Order.smallestFirst,
  respond({ account, query }) {
    const shape = shapeFrom(query, {});
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    const page = pageOf(
      inOrder(listed, Order.smallestFirst, ({ rank, id }) => [rank, id]),
      Order.smallestFirst,
      query,
    );
    return { ...page, data: page.data.map(({ id, text }) => shape({ id, text })) };
  },
};

/** Lever docs: Stages, Retrieve a single. Finds retired ones too. */
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

/** The stages and archive reasons in one answer that is no list: Lever answers it, though its documentation is silent. */
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

/** A stage as it is sent. */
export function sentStage(stage: Stage | undefined): { id: string; text: string } | undefined {
  return stage && { id: stage.id, text: stage.text };
}
