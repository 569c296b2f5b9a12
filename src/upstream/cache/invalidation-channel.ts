import type { Encryption } from "../redis/encryption.js";

/** The channel on which processes that share an account publish invalidations, and the form of its messages. */
export interface InvalidationChannel {
  readonly name: string;
  encode(tags: readonly string[]): string;
  /** The tags in a message; undefined when it cannot be read, because then it may be about anything. */
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
