import nodeFetch from "node-fetch";
import { describe, expect, it } from "vitest";
import { type ScriptedServer, json, redirect, startScriptedServer } from "../../support/scripted-server.js";
import { errorOf, secret, startTransport } from "../../support/test-transport.js";

describe("a redirect", () => {
  /** Sends requests for https://lever.example and https://files.example to two loopback servers over http. */
  function overHttps(lever: ScriptedServer, files: ScriptedServer): typeof nodeFetch {
    return (url, init) => {
      const target = new URL(url);
      if (target.protocol !== "https:") throw new Error("A request over http.");
      const origin = target.host === "lever.example" ? lever.origin : files.origin;
      return nodeFetch(new URL(target.pathname, origin), init);
    };
  }

  it.each([301, 302, 303, 307, 308])("with %s to the same host is followed, with the credentials", async (status) => {
    await using server = await startScriptedServer(redirect("/there?a=b", status), json({ data: 1 }));
    expect(await startTransport(server).get()).toEqual({ found: true, body: { data: 1 } });
    expect(server.log).toEqual(["GET /stages", "GET /there?a=b"]);
    expect(server.authorizations).toEqual([secret, secret]);
  });

  it("is followed three times, but not four times", async () => {
    await using server = await startScriptedServer(redirect("/again"));
    expect(await errorOf(startTransport(server).get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(server.log).toHaveLength(4);
  });

  it("to another host is not followed, and the error names the setting of the host", async () => {
    await using files = await startScriptedServer(json({ data: 1 }));
    await using lever = await startScriptedServer(redirect("https://files.example/file"));
    const { get } = startTransport({ ...lever, origin: "https://lever.example" }, { fetch: overHttps(lever, files) });
    const error = await errorOf(get());
    expect(error).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" });
    expect(error.message).toBe(
      "Lever redirects to another address (HTTP 302). Only redirects within the host of LEVER_BASE_URL are followed: check that setting.",
    );
    expect(lever.log).toHaveLength(1);
    expect(files.log).toEqual([]);
  });

  it("to another host is not followed after a redirect within the host either", async () => {
    await using files = await startScriptedServer(json({ data: 1 }));
    await using lever = await startScriptedServer(redirect("/on"), redirect("https://files.example/file"));
    const { get } = startTransport({ ...lever, origin: "https://lever.example" }, { fetch: overHttps(lever, files) });
    expect((await errorOf(get())).message).toContain("LEVER_BASE_URL");
    expect(lever.log).toEqual(["GET /stages", "GET /on"]);
    expect(files.log).toEqual([]);
  });

  it("from https to http is not followed, even on the same host", async () => {
    await using lever = await startScriptedServer(redirect("http://lever.example/there"), json({}));
    const { get } = startTransport({ ...lever, origin: "https://lever.example" }, { fetch: overHttps(lever, lever) });
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(lever.log).toHaveLength(1);
  });

  it.each([
    ["another host over http", "http://localhost:9/"],
    ["a file", "file:///etc/passwd"],
    ["a URL with credentials in it", "https://me:secret@lever.example/"],
    ["an invalid URL", "https://"],
  ])("to %s is not followed", async (_name, location) => {
    await using server = await startScriptedServer(redirect(location), json({}));
    expect(await errorOf(startTransport(server).get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(server.log).toHaveLength(1);
  });
});
