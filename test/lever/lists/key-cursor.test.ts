import { describe, expect, it } from "vitest";
import {
  type KeyPosition,
  compareKeys,
  decodeKeyCursor,
  encodeKeyCursor,
  orderedListName,
} from "../../../src/lever/lists/key-cursor.js";
import { sealCursor } from "../../../src/lever/lists/sealed-cursor.js";

const order = { field: "CREATED_AT", direction: "DESC" } as const;
const list = orderedListName("jobs", { status: ["OPEN"] }, order);

describe("A cursor of a list with an order", () => {
  it.each<KeyPosition>([
    { key: 1_490_220_060_000, id: "a" },
    { key: "developer", id: "b" },
    { key: null, id: "c" },
  ])("gives back the position %j", (position) => {
    expect(decodeKeyCursor(list, encodeKeyCursor(list, position))).toEqual(position);
  });

  it("is refused by a list with another connection, filter, field or direction", () => {
    const cursor = encodeKeyCursor(list, { key: 1, id: "a" });
    const others = [
      orderedListName("applications", { status: ["OPEN"] }, order),
      orderedListName("jobs", { status: ["CLOSED"] }, order),
      orderedListName("jobs", { status: ["OPEN"] }, { ...order, field: "NAME" }),
      orderedListName("jobs", { status: ["OPEN"] }, { ...order, direction: "ASC" }),
    ];
    for (const other of others) {
      expect(() => decodeKeyCursor(other, cursor)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
    }
  });

  it("is refused if it is changed, or has another shape", () => {
    const cursor = encodeKeyCursor(list, { key: 1, id: "a" });
    const shapes = [null, {}, [], [1], [true, "a"], [1, 2], [1, "a", "b"], [1.5, "a"], [1e300, "a"]];
    for (const bad of [`${cursor}!`, cursor.slice(1), "", ...shapes.map((shape) => sealCursor(list, shape))]) {
      expect(() => decodeKeyCursor(list, bad)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
    }
  });
});

describe("The order of a list", () => {
  const rows = [
    { key: 2, id: "b" },
    { key: null, id: "a" },
    { key: 1, id: "c" },
    { key: 2, id: "a" },
    { key: null, id: "b" },
  ];
  const sorted = (direction: "ASC" | "DESC") =>
    [...rows].sort((a, b) => compareKeys(a, b, direction)).map(({ key, id }) => `${key ?? "none"} ${id}`);

  it("has the ids of equal keys ascending and rows without a key last, in both directions", () => {
    expect(sorted("ASC")).toEqual(["1 c", "2 a", "2 b", "none a", "none b"]);
    expect(sorted("DESC")).toEqual(["2 a", "2 b", "1 c", "none a", "none b"]);
  });
});
