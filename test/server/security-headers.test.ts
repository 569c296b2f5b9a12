import fastify from "fastify";
import { expect, it } from "vitest";
import { addSecurityHeaders } from "../../src/server/security-headers.js";

it("each response has Helmet's headers, but for those that make browsers use HTTPS", async () => {
  const app = fastify();
  addSecurityHeaders(app);
  app.get("/", () => "");
  for (const path of ["/", "/", "/none"]) {
    const { headers } = await app.inject(path);
    expect(headers).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'self';"),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
    });
    expect(headers["content-security-policy"]).not.toContain("upgrade-insecure-requests");
    expect(headers).not.toHaveProperty("strict-transport-security");
  }
});
