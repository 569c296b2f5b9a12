import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";

describe("encryption", () => {
  const encryption = encryptionWith(randomBytes(32));

  it("decrypts a text for the same purpose only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (text, purpose, other) => {
        fc.pre(purpose !== other);
        const encrypted = encryption.encrypt(text, purpose);
        expect(encryption.decrypt(encrypted, purpose)).toBe(text);
        expect(encryption.decrypt(encrypted, other)).toBeUndefined();
      }),
    );
  });

  it("gives equal texts the same hash, and other texts or keys another one", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        fc.pre(text !== other);
        expect(encryption.hmac(text)).toBe(encryption.hmac(text));
        expect(encryption.hmac(text)).not.toBe(encryption.hmac(other));
        expect(encryption.hmac(text)).not.toBe(encryptionWith(randomBytes(32)).hmac(text));
      }),
    );
  });

  it("never encrypts a text to the same bytes twice", () => {
    expect(encryption.encrypt("Ada", "answer")).not.toBe(encryption.encrypt("Ada", "answer"));
  });

  it("decrypts no text that was changed, truncated or encrypted with another key", () => {
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
