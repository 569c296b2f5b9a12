import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sealWith } from "../../../src/upstream/redis/encryption.js";

describe("a seal", () => {
  const seal = sealWith(randomBytes(32));

  it("gives back what it sealed, for the same purpose only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (text, purpose, other) => {
        fc.pre(purpose !== other);
        const sealed = seal.close(text, purpose);
        expect(seal.open(sealed, purpose)).toBe(text);
        expect(seal.open(sealed, other)).toBeUndefined();
      }),
    );
  });

  it("names the same text the same way, and no other, and as no other key does", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        fc.pre(text !== other);
        expect(seal.name(text)).toBe(seal.name(text));
        expect(seal.name(text)).not.toBe(seal.name(other));
        expect(seal.name(text)).not.toBe(sealWith(randomBytes(32)).name(text));
      }),
    );
  });

  it("never seals the same text the same way twice", () => {
    expect(seal.close("Ada", "answer")).not.toBe(seal.close("Ada", "answer"));
  });

  it("opens nothing that was changed, cut short, or sealed with another key", () => {
    const bytes = Buffer.from(seal.close("Ada Lovelace", "answer"), "base64");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(seal.open(changed.toString("base64"), "answer")).toBeUndefined();
      expect(seal.open(bytes.subarray(0, at).toString("base64"), "answer")).toBeUndefined();
    }
    expect(sealWith(randomBytes(32)).open(bytes.toString("base64"), "answer")).toBeUndefined();
  });
});
