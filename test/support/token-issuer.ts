import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT, exportJWK, generateKeyPair } from "jose";

/** An issuer of JSON Web Tokens, with a JSON Web Key Set over HTTP. */
export interface TokenIssuer extends AsyncDisposable {
  /** The settings for the subgraph. */
  readonly env: Record<string, string>;
  /** The number of requests for its keys. */
  requests(): number;
  /** Sets the status of the next responses. */
  answerWith(status: number): void;
  /** Replaces the key. Only the new key is published. */
  rotate(): Promise<void>;
  /** A valid token with these claims changed; undefined removes a claim. */
  token(claims?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

export const issuer = "https://login.example";
export const audience = "ats-subgraph";

export async function startTokenIssuer(): Promise<TokenIssuer> {
  let [status, requests, keyNumber] = [200, 0, 0];
  let key: { readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"]; readonly jwk: JWK };
  const rotate = async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    keyNumber += 1;
    key = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key-${keyNumber}`, alg: "ES256" } };
  };
  await rotate();
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ keys: [key.jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { JWT_JWKS_URL: `http://127.0.0.1:${port}/jwks`, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
    requests: () => requests,
    answerWith(next) {
      status = next;
    },
    rotate,
    token(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: issuer, aud: audience, sub: "user-1", iat: now, exp: now + 60, ...claims };
      const { kid = "" } = key.jwk;
      return new SignJWT(all).setProtectedHeader({ alg: "ES256", kid, ...header }).sign(key.privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
