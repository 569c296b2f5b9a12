import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";

const read = (origins: string) => readConfig({ CORS_ORIGINS: origins }).guards.corsOrigins;

describe("CORS_ORIGINS", () => {
  it.each([
    ["https://hiring.example", ["https://hiring.example"]],
    [" https://a.example , http://localhost:5173,", ["https://a.example", "http://localhost:5173"]],
    ["https://xn--mnchen-3ya.example:8443", ["https://xn--mnchen-3ya.example:8443"]],
    ["http://[::1]:3000,http://127.0.0.1", ["http://[::1]:3000", "http://127.0.0.1"]],
    [" , ,", []],
  ])("may be %j", (text, origins) => {
    expect(read(text)).toEqual(origins);
  });

  it.each(["*", "https://*", "https://*.example.com", "https://a.*.example", "https://hiring.example:*", "*.example"])(
    "may not be a pattern: %s",
    (text) => {
      expect(() => read(text)).toThrow(/CORS_ORIGINS: must name each origin, without \*: patterns are not supported$/);
    },
  );

  it.each([
    ["https://Hiring.Example", "https://hiring.example"],
    ["HTTPS://hiring.example", "https://hiring.example"],
    ["https://hiring.example/", "https://hiring.example"],
    ["https://hiring.example/app", "https://hiring.example"],
    ["https://hiring.example?a", "https://hiring.example"],
    ["https://hiring.example#a", "https://hiring.example"],
    ["https://me:secret@hiring.example", "https://hiring.example"],
    ["https://hiring.example:443", "https://hiring.example"],
    ["http://hiring.example:80", "http://hiring.example"],
    ["https://hiring.example:08443", "https://hiring.example:8443"],
    ["https://m\u00fcnchen.example", "https://xn--mnchen-3ya.example"],
    ["http://[0:0::1]", "http://[::1]"],
    ["https:hiring.example", "https://hiring.example"],
  ])("may not be %s, which no browser sends", (text, origin) => {
    let message = "";
    try {
      read(`https://a.example,${text}`);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/CORS_ORIGINS: must be origins as browsers send them: write /);
    expect(message.endsWith(`write ${origin}`)).toBe(true);
    expect(message).not.toContain("secret");
  });

  it.each([
    "hiring.example",
    "hiring.example:8443",
    "//hiring.example",
    "null",
    "true",
    "https://",
    "https://a b",
    "https://a.example https://b.example",
    "https://a.example;https://b.example",
    "https://(a|b).example",
    "https://(a).example",
    '"https://a.example"',
    "['https://a.example']",
    "ftp://a.example",
    "wss://a.example",
    "file:///page.html",
    "chrome-extension://abcdef",
    "https://a.example:99999",
    "https://a..example",
  ])("may not be %s", (text) => {
    expect(() => read(text)).toThrow(/CORS_ORIGINS: must be origins as browsers send them, such as https:\/\/hiring/);
  });
});
