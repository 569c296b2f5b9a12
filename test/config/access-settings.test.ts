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
    expect(readConfig({ ...open, ROUTER_SECRET: "secret of router" }).guards.routerSecrets).toEqual([
      "secret of router",
    ]);
    expect(readConfig({ ...open, ...jwt }).guards.jwt).toMatchObject({ issuer: "https://login.example" });
    expect(readConfig({ ...open, ALLOW_UNAUTHENTICATED: "true" }).host).toBe("0.0.0.0");
    expect(readConfig({ HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  it("accept a previous router secret only with a current one", () => {
    const secrets = { ROUTER_SECRET: "the secret of now", ROUTER_SECRET_PREVIOUS: "the secret before" };
    expect(readConfig(secrets).guards.routerSecrets).toEqual(["the secret of now", "the secret before"]);
    expect(() => readConfig({ ROUTER_SECRET_PREVIOUS: "the secret before" })).toThrow(
      /ROUTER_SECRET_PREVIOUS: is the secret before ROUTER_SECRET, but ROUTER_SECRET is not set$/,
    );
  });

  it("require all settings for users' tokens together", () => {
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

  it("accept single proxies, but not all of them", () => {
    expect(readConfig({ TRUST_PROXY: "10.0.0.0/8, ::1" }).trustProxy).toEqual(["10.0.0.0/8", "::1"]);
    for (const proxy of ["true", "1", "proxy.example"]) {
      expect(() => readConfig({ TRUST_PROXY: proxy })).toThrow("TRUST_PROXY");
    }
  });
});
