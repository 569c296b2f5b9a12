import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { HttpError } from "../errors/http-error.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The `sub` claim of the request's token. Undefined until the token is verified. */
    subject: string | undefined;
  }
}

export interface JwtOptions {
  /** The URL of the issuer's keys: a JSON Web Key Set, RFC 7517. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
}

// Only asymmetric algorithms: a server that verifies tokens must not be able to create them.
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

/** The accepted difference between the issuer's clock and this one, in seconds. */
const clockToleranceS = 10;

/** How long after a failed request for the keys the next one is sent, in seconds. */
const keyFetchCooldownS = 5;

/**
 * A hook that rejects requests without a valid JWT of the issuer in `authorization: Bearer`. RFC 7519 and 6750. The issuer's
 * keys are fetched when they are first needed, and cached for ten minutes. A token with an unknown key fetches them again,
 * at most twice a minute. Messages and log lines contain no part of a token.
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
    if (token === undefined)
      throw unauthenticated(
        "The header authorization must be Bearer and a JWT.",
        "Bearer",
        request.headers.authorization !== undefined,
      );
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
      if (problem !== undefined) throw unauthenticated(problem, 'Bearer error="invalid_token"', !isSigned(error));
      if (!isDown) log.error("the keys of JWT_JWKS_URL cannot be fetched: requests that need them get status 503");
      isDown = true;
      throw new HttpError(
        "UNAUTHENTICATED",
        "The token cannot be verified, because the keys of its issuer cannot be fetched. Try again in a few seconds.",
        { status: 503, headers: { "retry-after": String(keyFetchCooldownS) } },
      );
    }
    // The keys were fetched recently, so after the failure.
    if (isDown && keys.coolingDown) {
      isDown = false;
      log.info("the keys of JWT_JWKS_URL can be fetched again");
    }
  };
}

function unauthenticated(message: string, challenge: string, isWrongSecret: boolean): HttpError {
  return new HttpError("UNAUTHENTICATED", message, { headers: { "www-authenticate": challenge }, isWrongSecret });
}

/** Whether the issuer signed the token: its claims are checked after its signature. */
function isSigned(error: unknown): boolean {
  return error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
}

/** What is wrong with the token, in a sentence. Undefined if the token may be valid. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return "The token has expired: sign in again.";
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case "iss":
        return "The token is from another issuer (iss).";
      case "aud":
        return "The token is for another audience (aud).";
      case "exp":
        return "The token must have an expiry (exp).";
      default:
        return "The token is not valid yet, or has an invalid claim.";
    }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return "The token is not signed with a key of its issuer.";
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return "The token must name the key that it is signed with (kid).";
  if (error instanceof errors.JOSEAlgNotAllowed)
    return "The token must be signed with an asymmetric algorithm, such as RS256 or ES256.";
  const isUnusable =
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JOSENotSupported;
  return isUnusable ? "The token is not a valid JWT." : undefined;
}

/** A `fetch` that fails immediately for `pauseMs` after a failure, so that an issuer that is down does not delay every request. */
function fetchWithCooldown(pauseMs: number): typeof fetch {
  let failedAt = -Infinity;
  return async (url, options) => {
    if (performance.now() - failedAt < pauseMs) throw new Error("The keys could not be fetched a moment ago.");
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) throw new Error("The response with the keys does not have status 200.");
      return response;
    } catch (error) {
      failedAt = performance.now();
      throw error;
    }
  };
}
