import helmet from "@fastify/helmet";
import fastify from "fastify";
import { expect, it } from "vitest";
import { addSecurityHeaders } from "../../src/server/security-headers.js";

/** The headers of a response of an app with these additions. */
async function headersOf(add: (app: ReturnType<typeof fastify>) => unknown) {
  const app = fastify();
  await add(app);
  app.get("/", () => "");
  const { headers } = await app.inject("/");
  delete headers.date;
  return headers;
}

it("a response has the security headers that Helmet sets, but for those that make browsers use HTTPS", async () => {
  const contentSecurityPolicy = { directives: { upgradeInsecureRequests: null } };
  const expected = await headersOf((app) =>
    app.register(helmet, { strictTransportSecurity: false, contentSecurityPolicy }),
  );
  expect(expected).toHaveProperty("x-frame-options");
  expect(await headersOf(addSecurityHeaders)).toEqual(expected);
});
