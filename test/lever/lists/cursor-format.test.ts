import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeCursor, listName } from "../../../src/lever/lists/cursor.js";
import { decodeDateCursor } from "../../../src/lever/lists/date-cursor.js";
import { decodeKeyCursor, orderedListName } from "../../../src/lever/lists/key-cursor.js";
import { startSubgraph } from "../../support/subgraph.js";

/** Lists with a cursor each that a client may still have, of the format that src/lever/lists/sealed-cursor.ts names. */
const candidates = listName("candidates", { jobIds: ["b", "a"], includeLeads: false });
const candidateCursor =
  "ZmFMdTM4dUNYcElEWzEsInRva2VuIiw3LFsicm93IiwicGVyc29uIiwxNDkwMjIwMDYwMDAwXSwyLDEsImFiY2RlZmdoIix7ImxlYWRzQ291bnRlZCI6dHJ1ZSwicGxhbiI6WyJrbm93biIsWyJzIl0sWyJjIl1dfV0";
const applications = orderedListName(
  "applications",
  { status: ["ACTIVE"] },
  { field: "CREATED_AT", direction: "DESC" },
);
const applicationCursor =
  "dUFHdlJLXzlES05OW1sxNDkwMjIwMDYwMDAwLCJyb3ciLG51bGxdLHsic3RhcnRlZEF0IjoxNDkwMjIwMDcwMDAwLCJwbGFjZSI6WzEsInRva2VuIiwzXX1d";
const jobs = orderedListName("jobs", {}, { field: "NAME", direction: "ASC" });
const jobCursor = "amxsQkxRSWp4bVJMWyJkZXZlbG9wZXIiLCJqb2IiXQ";

// If one fails, cursors have changed: increase the format, record the cursors again, and write it into docs/upgrading.md.
describe("a cursor of this format, from another version, means the same place", () => {
  it("in a list without an order", () => {
    expect(decodeCursor(candidates, candidateCursor)).toEqual({
      position: {
        listIndex: 1,
        token: "token",
        trail: { pages: 1, digests: "abcdefgh" },
        rows: 7,
        row: { id: "row", group: "person", time: 1_490_220_060_000 },
        nodes: 2,
      },
      state: { leadsCounted: true, plan: { narrowing: "known", unlistedStages: ["s"], chunkStarts: ["c"] } },
    });
  });

  it("in the order of a date", () => {
    expect(decodeDateCursor(applications, applicationCursor)).toEqual({
      position: { time: 1_490_220_060_000, id: "row", nodes: null, place: { list: 1, token: "token", rows: 3 } },
      state: { startedAt: 1_490_220_070_000 },
    });
  });

  it("in another order", () => {
    expect(decodeKeyCursor(jobs, jobCursor)).toEqual({ key: "developer", id: "job" });
  });
});

describe("a cursor of another format", () => {
  /** Seals a value as `format` does. Version 0.1.0 had no number. */
  function sealed(list: string, payload: string, format: string): string {
    const digest = createHash("sha256").update(`${format}${list}\n${payload}`).digest("base64url").slice(0, 12);
    return Buffer.from(`${digest}${payload}`).toString("base64url");
  }
  const now = (list: string, payload: string) => sealed(list, payload, "1\n");

  it("is refused, although its value looks the same", () => {
    const payload = '["developer","job"]';
    expect(now(jobs, payload)).toBe(jobCursor);
    for (const format of ["", "0\n", "2\n"]) {
      expect(() => decodeKeyCursor(jobs, sealed(jobs, payload, format))).toThrow(
        expect.objectContaining({ code: "BAD_USER_INPUT" }),
      );
    }
  });

  it("is BAD_USER_INPUT for the client, without a call", async () => {
    await using subgraph = await startSubgraph({ candidates: 3 });
    const row = '["row","person",1490220060000]';
    for (const connection of ["candidates", "applications", "jobs", "offers"]) {
      const list = listName(connection, {});
      const cursors = [
        sealed(list, `[0,null,1,${row},0]`, ""),
        sealed(list, `[0,null,1,${row},0,0,"",{}]`, ""),
        sealed(list, `[0,null,1,${row},0,0,"",{}]`, "2\n"),
      ];
      for (const after of cursors) {
        const query = `query ($after: String) { page: ${connection}(after: $after) { nodes { id } } }`;
        const { data, errors } = await subgraph.query(query, { after });
        expect([data, errors]).toMatchObject([
          { page: null },
          [{ path: ["page"], extensions: { code: "BAD_USER_INPUT" } }],
        ]);
      }
    }
    expect(subgraph.lever.log).toEqual([]);
  });
});
