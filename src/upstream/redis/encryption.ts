import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Keeps text from whoever does not have the key, and from being changed or put in another's place. */
export interface Encryption {
  /** The text, sealed for this purpose: without the same purpose it cannot be opened. */
  encrypt(text: string, purpose: string): string;
  /** The text; undefined for what this key did not seal for this purpose. */
  decrypt(sealed: string, purpose: string): string | undefined;
  /** A name for the text, always the same, which says nothing to whoever does not have the key. */
  hmac(text: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** A seal by AES-256-GCM with a key of 32 bytes. NIST SP 800-38D: a nonce of 96 bits, and a tag of 128. */
export function encryptionWith(key: Buffer): Encryption {
  // RFC 5869: a key for each use, of which neither tells anything of the other.
  const nameKey = Buffer.from(hkdfSync("sha256", key, "", "names", 32));
  return {
    encrypt(text, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const sealed = [nonce, cipher.update(text, "utf8"), cipher.final()];
      return Buffer.concat([...sealed, cipher.getAuthTag()]).toString("base64");
    },
    decrypt(sealed, purpose) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return undefined;
      }
    },
    hmac: (text) => createHmac("sha256", nameKey).update(text).digest("base64url"),
  };
}
