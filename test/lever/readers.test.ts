import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Reader, date, id, isEmpty, listOf, text, webUrl } from "../../src/lever/readers.js";
import { propertyRuns } from "../support/property-runs.js";

/** What the reader returns, and the paths that it notes. */
function read<T>(reader: Reader<T> | ((...args: Parameters<Reader<T>>) => T), value: unknown) {
  const noted: string[] = [];
  return { value: reader(value, (path) => noted.push(path)), noted };
}
const known = (value: unknown) => ({ value, noted: [] });
const unreadable = { value: null, noted: [""] };

describe("a reader", () => {
  it.each([text, id, date, webUrl])("returns null for an empty value: %o", (reader) => {
    for (const empty of [undefined, null, "", {}, { id: null }, { archivedAt: null, reason: "" }]) {
      expect(read<unknown>(reader, empty)).toEqual(known(null));
    }
  });

  it("never throws, and returns null exactly if the value is empty or noted", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom<Reader<unknown>>(text, id, date, webUrl), (value, reader) => {
        const { value: result, noted } = read(reader, value);
        const isBlank = isEmpty(value) || (reader === id && isEmpty((value as { id?: unknown }).id ?? value));
        expect(result === null).toBe(noted.length > 0 || isBlank);
      }),
      { numRuns: propertyRuns(300, 10_000) },
    );
  });
});

describe("date", () => {
  const sent = 1_628_513_942_512;
  it.each([
    sent,
    sent + 0.9,
    String(sent),
    ` ${sent} `,
    `${sent}.9`,
    "2021-08-09T12:59:02.512Z",
    "2021-08-09t12:59:02.512z",
    "2021-08-09 12:59:02.512Z",
    "2021-08-09T12:59:02.5129Z",
    "2021-08-09T14:59:02.512+02:00",
    "2021-08-09T10:59:02.512-0200",
    "2021-08-09T12:59:02.512",
  ])("reads %o", (value) => {
    expect(read(date, value)).toEqual(known(new Date(sent)));
  });

  it("reads a day as its beginning in UTC, and zero as 1970", () => {
    expect(read(date, "2021-08-09")).toEqual(known(new Date("2021-08-09T00:00:00Z")));
    expect(read(date, 0)).toEqual(known(new Date(0)));
  });

  it.each([
    true,
    [sent],
    { at: sent },
    "yesterday",
    "2021-02-30",
    "2021-02-30T10:00:00Z",
    "2021-08-09T25:00:00Z",
    "9/8/2021",
    "August 9, 2021",
    "1e12",
    "0x10",
    NaN,
    Infinity,
    253_402_300_800_000,
    -62_167_219_200_001,
  ])("does not read %o", (value) => {
    expect(read(date, value)).toEqual(unreadable);
  });
});

describe("id", () => {
  const uid = "0f3d6b0a-1111-4222-8333-9a8b7c6d5e4f";
  it("reads a UID in lower case, a slug as it is, and the id of an expanded object", () => {
    expect(read(id, uid.toUpperCase())).toEqual(known(uid));
    expect(read(id, { id: uid.toUpperCase(), text: "x" })).toEqual(known(uid));
    expect(read(id, "lead-new")).toEqual(known("lead-new"));
  });

  it.each([5, true, ["lead-new"], { text: "x" }, { id: 5 }, "a b", "../users", "a".repeat(65)])(
    "does not read %o",
    (value) => {
      expect(read(id, value)).toEqual(unreadable);
    },
  );
});

describe("listOf", () => {
  it("leaves out items that are empty or cannot be read, and notes only the latter", () => {
    expect(read(listOf(text), ["a", null, "", {}, "b"])).toEqual(known(["a", "b"]));
    expect(read(listOf(text), ["a", 5, ["x"]])).toEqual({ value: ["a"], noted: ["", ""] });
    expect(read(listOf(text), null)).toEqual(known([]));
    expect(read(listOf(text), "a")).toEqual({ value: [], noted: [""] });
  });
});

describe("webUrl", () => {
  it("reads http and https only", () => {
    expect(read(webUrl, "https://hire.lever.co/x")).toEqual(known("https://hire.lever.co/x"));
    for (const value of ["javascript:alert(1)", "file:///etc/passwd", "hire.lever.co/x", "https://", 5]) {
      expect(read(webUrl, value)).toEqual(unreadable);
    }
  });
});
