import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";

const jwt = {
  JWT_JWKS_URL: "https://login.example/jwks",
  JWT_ISSUER: "https://login.example",
  JWT_AUDIENCE: "ats",
};

describe("the settings for access", () => {
  it("refuse a real account on a public address without a router secret or users' tokens", () => {
    const open = { HOST: "0.0.0.0", LEVER_API_KEY: "key" };
    expect(() => readConfig(open)).toThrow("ROUTER_SECRET: or JWT_JWKS_URL is required");
    expect(readConfig({ ...open, ROUTER_SECRET: "secret" }).guards.routerSecrets).toEqual(["secret"]);
    expect(readConfig({ ...open, ...jwt }).guards.jwt).toMatchObject({ issuer: "https://login.example" });
    expect(readConfig({ ...open, ALLOW_UNAUTHENTICATED: "true" }).host).toBe("0.0.0.0");
    expect(readConfig({ HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  it("accept a previous router secret only with a current one", () => {
    const secrets = { ROUTER_SECRET: "new", ROUTER_SECRET_PREVIOUS: "old" };
    expect(readConfig(secrets).guards.routerSecrets).toEqual(["new", "old"]);
    expect(() => readConfig({ ROUTER_SECRET_PREVIOUS: "old" })).toThrow(
      /ROUTER_SECRET_PREVIOUS: is the secret before ROUTER_SECRET, but ROUTER_SECRET is not set$/,
    );
  });

  it("require all settings for users' tokens together, and a safe URL for the keys", () => {
    expect(readConfig(jwt).guards.jwt).toEqual({
      jwksUrl: "https://login.example/jwks",
      issuer: "https://login.example",
      audience: "ats",
    });
    for (const name of Object.keys(jwt)) {
      expect(() => readConfig({ ...jwt, [name]: "" })).toThrow(
        new RegExp(`\\n  ${name}: is required with JWT_\\w+ and JWT_\\w+$`),
      );
    }
    for (const url of ["http://127.0.0.1:9/jwks", "http://localhost/jwks", "http://[::1]/jwks"]) {
      expect(readConfig({ ...jwt, JWT_JWKS_URL: url }).guards.jwt?.jwksUrl).toBe(url);
    }
    for (const url of ["http://login.example/jwks", "file:///jwks", "jwks", "http://127.0.0.1.example/jwks"]) {
      expect(() => readConfig({ ...jwt, JWT_JWKS_URL: url })).toThrow("JWT_JWKS_URL: must be an https:// URL");
    }
  });

  it("accept host names with or without a port", () => {
    const names = ["ats.example", "Ats.Example:8443", "host_1", "[::1]:80", "::1", "10.0.0.5"];
    expect(readConfig({ ALLOWED_HOSTS: names.join(", ") }).allowedHosts).toEqual(names);
    for (const wrong of ["https://ats.example", "ats.example/graphql", "*", "*.ats.example", "a b", "me@ats.example"]) {
      expect(() => readConfig({ ALLOWED_HOSTS: wrong })).toThrow("ALLOWED_HOSTS: must be host names");
    }
  });

  it("treat only addresses of this machine as loopback", () => {
    for (const host of ["localhost", "127.0.0.2", "::1", "::ffff:127.0.0.1"]) {
      expect(readConfig({ HOST: host, LEVER_API_KEY: "key" }).host).toBe(host);
    }
    for (const host of ["localhost.example", "127.0.0.1.example", "128.0.0.1", "::2", "::"]) {
      expect(() => readConfig({ HOST: host, LEVER_API_KEY: "key" })).toThrow("ROUTER_SECRET: ");
    }
  });

  it("accept single origins and proxies, but not all of them", () => {
    expect(readConfig({ CORS_ORIGINS: "https://a.example, http://localhost:5173" }).guards.corsOrigins).toEqual([
      "https://a.example",
      "http://localhost:5173",
    ]);
    for (const origin of ["*", "https://a.example/", "a.example", "https://*.a.example/x", "null"]) {
      expect(() => readConfig({ CORS_ORIGINS: origin })).toThrow("CORS_ORIGINS");
    }
    expect(readConfig({ TRUST_PROXY: "10.0.0.0/8, ::1" }).trustProxy).toEqual(["10.0.0.0/8", "::1"]);
    for (const proxy of ["true", "1", "proxy.example"]) {
      expect(() => readConfig({ TRUST_PROXY: proxy })).toThrow("TRUST_PROXY");
    }
  });
});
