import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { AtsError } from "./ats/errors.js";
import type { ExplainMode } from "./context.js";

const preflightHeader = "apollo-require-preflight";

/** A hook that refuses requests whose `router-authorization` is not the secret. Without a secret all may pass. */
export function requireRouterSecret(secret: string | undefined): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (secret === undefined) return;
    const given = request.headers["router-authorization"];
    if (typeof given === "string" && timingSafeEqual(sha256(given), sha256(secret))) return;
    throw new AtsError(
      "UNAUTHENTICATED",
      "This subgraph answers its router only: router-authorization is missing or wrong.",
    );
  };
}

/**
 * A hook that adds to what no foreign page can have sent the header by which Apollo Server knows it, so that a GET need
 * not bring it. To a loopback address every browser says in Sec-Fetch-Site where a request comes from: one that does not
 * say is no browser's. Elsewhere, over plain HTTP, browsers do not say, and the header is asked for. W3C: Fetch Metadata.
 */
export async function passUnlessForeign({ headers, hostname }: FastifyRequest): Promise<void> {
  const site = headers["sec-fetch-site"] ?? "none";
  if (isLoopback(hostname) && (site === "none" || site === "same-origin")) headers[preflightHeader] ??= "true";
}

/** A hook that tells caches which headers of a request its answer depends on. */
export async function varyByHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const headers = [
    "accept",
    "apollo-federation-include-trace",
    "router-authorization",
    "x-explain",
    "x-provider-support",
  ];
  reply.header("vary", headers.join(", "));
}

/** The most provider calls the caller allows. Throws BAD_USER_INPUT, with status 400, for what is not a count. */
export function maxUpstreamCalls({ headers }: FastifyRequest): number | undefined {
  const value = headers["x-max-upstream-calls"];
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  throw badHeader("x-max-upstream-calls must be a whole number, 0 or more.");
}

/**
 * What the caller wants to have explained. Throws BAD_USER_INPUT, with status 400, for what cannot be meant, and where
 * nothing is explained: to run what was only to be planned would be worse.
 */
export function explainMode({ headers }: FastifyRequest, explains: boolean): ExplainMode | undefined {
  const value = headers["x-explain"];
  if (value === undefined) return undefined;
  if (!explains) throw badHeader("x-explain is off here, as UPSTREAM_EXTENSION is false: leave the header out.");
  if (value === "plan" || value === "run") return value;
  throw badHeader("x-explain must be plan or run.");
}

function badHeader(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } });
}

/**
 * Whether the caller wants operations refused that ask for what the provider cannot fill. Throws BAD_USER_INPUT, with
 * status 400, for anything but `strict`.
 */
export function wantsStrictSupport({ headers }: FastifyRequest): boolean {
  const value = headers["x-provider-support"];
  if (value === undefined || value === "strict") return value === "strict";
  throw badHeader("x-provider-support can be strict, or be left out.");
}

/** Where browsers take plain HTTP for trustworthy. W3C: Secure Contexts. */
function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** Equal lengths, so that comparing them takes the same time whatever was given. */
function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
