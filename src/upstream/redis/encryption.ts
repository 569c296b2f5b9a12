import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts text, and detects text that was changed or that belongs in another place. */
export interface Encryption {
  /** Encrypts text for a purpose. Only the same purpose can decrypt it. */
  encrypt(text: string, purpose: string): string;
  /** The text; undefined when this key did not encrypt it for this purpose. */
  decrypt(encrypted: string, purpose: string): string | undefined;
  /** A name for the text. It is always the same, and reveals nothing without the key. */
  hmac(text: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a key of 32 bytes. NIST SP 800-38D: a nonce of 96 bits, and a tag of 128 bits. */
export function encryptionWith(key: Buffer): Encryption {
  // RFC 5869: names have a key of their own, derived from this one.
  const nameKey = Buffer.from(hkdfSync("sha256", key, "", "names", 32));
  return {
    encrypt(text, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const parts = [nonce, cipher.update(text, "utf8"), cipher.final()];
      return Buffer.concat([...parts, cipher.getAuthTag()]).toString("base64");
    },
    decrypt(encrypted, purpose) {
      const bytes = Buffer.from(encrypted, "base64");
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
