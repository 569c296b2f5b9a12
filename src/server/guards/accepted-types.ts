import type { FastifyRequest } from "fastify";
import { mediaTypes, responseType } from "../../graphql/media-type.js";
import { HttpError } from "../errors/http-error.js";

/** A hook that rejects a client that accepts no response of this server, before its operation makes provider calls. */
export async function rejectOtherTypes({ headers }: FastifyRequest): Promise<void> {
  if (responseType(headers.accept) !== undefined) return;
  const types = mediaTypes.join(" or ");
  throw new HttpError("BAD_REQUEST", `The header accept allows no response. Responses are ${types}.`, { status: 406 });
}
