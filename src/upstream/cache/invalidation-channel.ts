import type { Seal } from "../redis/encryption.js";

/** On which processes that share an account tell each other what to forget, and how that is put. */
export interface ForgottenChannel {
  readonly name: string;
  write(subjects: readonly string[]): string;
  /** The subjects of a message; undefined for one that cannot be read: it may be about anything. */
  read(message: string): readonly string[] | undefined;
}

export function forgottenChannel(account: string, seal: Seal | undefined): ForgottenChannel {
  const name = `ats-subgraph:{${account}}:forgotten`;
  return {
    name,
    write(subjects) {
      const json = JSON.stringify(subjects);
      return seal === undefined ? json : seal.close(json, name);
    },
    read(message) {
      const json = seal === undefined ? message : seal.open(message, name);
      try {
        const subjects: unknown = JSON.parse(json ?? "");
        return Array.isArray(subjects) && subjects.every((each) => typeof each === "string") ? subjects : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
