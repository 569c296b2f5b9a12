import type { Encryption } from "../redis/encryption.js";

/** On which processes that share an account tell each other what to forget, and how that is put. */
export interface InvalidationChannel {
  readonly name: string;
  encode(tags: readonly string[]): string;
  /** The subjects of a message; undefined for one that cannot be read: it may be about anything. */
  decode(message: string): readonly string[] | undefined;
}

export function invalidationChannel(account: string, encryption: Encryption | undefined): InvalidationChannel {
  const name = `ats-subgraph:{${account}}:forgotten`;
  return {
    name,
    encode(tags) {
      const json = JSON.stringify(tags);
      return encryption === undefined ? json : encryption.encrypt(json, name);
    },
    decode(message) {
      const json = encryption === undefined ? message : encryption.decrypt(message, name);
      try {
        const tags: unknown = JSON.parse(json ?? "");
        return Array.isArray(tags) && tags.every((each) => typeof each === "string") ? tags : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
