import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";

/** The media types of responses, in the order of preference. */
export const mediaTypes = ["application/json", "application/graphql-response+json"] as const;

const charset = "; charset=utf-8";

export interface ResponseType {
  readonly mediaType: (typeof mediaTypes)[number];
  /** The value of the header `content-type`. */
  readonly contentType: string;
  /** Whether the client named the media type in its header, instead of a wildcard. */
  readonly isNamed: boolean;
}

/**
 * The media type of the response for this `Accept` header. Of its parameters only `q` counts: all responses are UTF-8, and
 * a server may disregard what it does not know (RFC 9110, 12.5.1). Undefined if the client accepts neither type.
 */
export function responseType(accept: string | undefined): ResponseType | undefined {
  const known = found.get(accept ?? "");
  if (known !== undefined) return known;
  const type = negotiate(accept);
  if (type !== undefined && (accept?.length ?? 0) <= maxRememberedLength) found.set(accept ?? "", type);
  return type;
}

// Clients send the same few headers many times.
const found = new LRUCache<string, ResponseType>({ max: 100 });
const maxRememberedLength = 256;

function negotiate(accept: string | undefined): ResponseType | undefined {
  // Without the header, a client accepts everything. Clients that send an empty one mean the same.
  const negotiator = new Negotiator({ headers: { accept: accept === "" ? undefined : accept } });
  const named = negotiator.mediaTypes().map((each) => each.toLowerCase());
  const best = negotiator.mediaType(mediaTypes.map((each) => each + charset))?.slice(0, -charset.length);
  const mediaType = mediaTypes.find((each) => each === best) ?? mediaTypes.find((each) => named.includes(each));
  return mediaType && { mediaType, contentType: mediaType + charset, isNamed: named.includes(mediaType) };
}
