import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { HttpError } from "../errors/http-error.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Whom the token of the request is about, once it has been verified. */
    subject: string | undefined;
  }
}

/** Whose tokens are taken, and for whom they must be meant. */
export interface JwtOptions {
  /** Where its keys are: a JSON Web Key Set, RFC 7517. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
}

// Asymmetric ones only: whoever can verify a token must not be able to make one.
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** How far apart the issuer's clock and ours may be, in seconds. */
const clockToleranceS = 10;

/** After the keys could not be fetched, how long they are not asked for again, in seconds. */
const keyFetchCooldownS = 5;

/**
 * A hook that refuses requests without a valid token (`authorization: Bearer …`, a JWT, RFC 7519 and 6750) of the issuer.
 * Its keys are fetched when they are first needed, kept for ten minutes, and fetched again for a token that names an
 * unknown one, twice a minute at most. No message and no line of log holds anything of a token.
 */
export function requireJwt(
  { jwksUrl, issuer, audience }: JwtOptions,
  log: Pick<FastifyBaseLogger, "error" | "info">,
): (request: FastifyRequest) => Promise<void> {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: 5000,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    [customFetch]: fetchWithCooldown(keyFetchCooldownS * 1000),
  });
  let isDown = false;
  return async (request) => {
    const [, token] = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? "") ?? [];
    if (token === undefined) throw unauthenticated("Send a token: authorization: Bearer and a JWT.", "Bearer");
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ["exp"],
        clockTolerance: clockToleranceS,
      });
      request.subject = payload.sub;
    } catch (error) {
      const problem = problemOf(error);
      if (problem !== undefined) throw unauthenticated(problem, 'Bearer error="invalid_token"');
      if (!isDown) log.error("the keys of JWT_JWKS_URL cannot be fetched: whoever needs them is answered 503");
      isDown = true;
      throw new HttpError(
        "UNAUTHENTICATED",
        "The token cannot be verified, as its issuer's keys cannot be fetched. Try again in a few seconds.",
        { status: 503, headers: { "retry-after": String(keyFetchCooldownS) } },
      );
    }
    // Fetched lately, and so after the failure.
    if (isDown && keys.coolingDown) {
      isDown = false;
      log.info("the keys of JWT_JWKS_URL are there again");
    }
  };
}

function unauthenticated(message: string, challenge: string): HttpError {
  return new HttpError("UNAUTHENTICATED", message, { headers: { "www-authenticate": challenge } });
}

/** What is wrong with the token, in a sentence; undefined where it may be none of the token's fault. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return "The token has expired: sign in again.";
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case "iss":
        return "The token is of another issuer than the one this subgraph takes tokens of (iss).";
      case "aud":
        return "The token is meant for another audience than this subgraph (aud).";
      case "exp":
        return "The token has to say when it expires (exp).";
      default:
        return "The token is not valid yet, or one of its claims cannot be used.";
    }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return "The token is not signed with a key of its issuer.";
  if (error instanceof errors.JWKSMultipleMatchingKeys) return "The token has to name the key it is signed with (kid).";
  if (error instanceof errors.JOSEAlgNotAllowed)
    return "The token has to be signed with an asymmetric algorithm, such as RS256 or ES256.";
  const isUnusable =
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JOSENotSupported;
  return isUnusable ? "The token is not a JWT that can be read." : undefined;
}

/** `fetch`, which fails at once for a while after it has failed: an issuer that is down must not hold every request up. */
function fetchWithCooldown(pauseMs: number): typeof fetch {
  let failedAt = -Infinity;
  return async (url, options) => {
    if (performance.now() - failedAt < pauseMs) throw new Error("The keys could not be fetched a moment ago.");
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) throw new Error("The keys were not answered with status 200.");
      return response;
    } catch (error) {
      failedAt = performance.now();
      throw error;
    }
  };
}
