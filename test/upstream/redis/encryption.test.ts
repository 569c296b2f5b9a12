import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";

describe("a seal", () => {
  const encryption = encryptionWith(randomBytes(32));

  it("gives back what it sealed, for the same purpose only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (text, purpose, other) => {
        fc.pre(purpose !== other);
        const sealed = encryption.encrypt(text, purpose);
        expect(encryption.decrypt(sealed, purpose)).toBe(text);
        expect(encryption.decrypt(sealed, other)).toBeUndefined();
      }),
    );
  });

  it("names the same text the same way, and no other, and as no other key does", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        fc.pre(text !== other);
        expect(encryption.hmac(text)).toBe(encryption.hmac(text));
        expect(encryption.hmac(text)).not.toBe(encryption.hmac(other));
        expect(encryption.hmac(text)).not.toBe(encryptionWith(randomBytes(32)).hmac(text));
      }),
    );
  });

  it("never seals the same text the same way twice", () => {
    expect(encryption.encrypt("Ada", "answer")).not.toBe(encryption.encrypt("Ada", "answer"));
  });

  it("opens nothing that was changed, cut short, or sealed with another key", () => {
    const bytes = Buffer.from(encryption.encrypt("Ada Lovelace", "answer"), "base64");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(encryption.decrypt(changed.toString("base64"), "answer")).toBeUndefined();
      expect(encryption.decrypt(bytes.subarray(0, at).toString("base64"), "answer")).toBeUndefined();
    }
    expect(encryptionWith(randomBytes(32)).decrypt(bytes.toString("base64"), "answer")).toBeUndefined();
  });
});
