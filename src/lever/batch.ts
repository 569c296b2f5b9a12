import { asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";

/** The keys of a batch that may be looked up, and the errors of those that cannot be Lever's. */
export interface CheckedKeys<Key> {
  /** By the name of each key in the answer. */
  readonly valid: ReadonlyMap<string, Key>;
  readonly errors: ReadonlyMap<string, Error>;
}

/** Checks each key with `check`, which throws for one that cannot be Lever's. */
export function checkKeys<Key>(
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  check: (key: Key) => unknown = () => undefined,
): CheckedKeys<Key> {
  const valid = new Map<string, Key>();
  const errors = new Map<string, Error>();
  for (const key of keys) {
    const name = nameOf(key);
    try {
      check(key);
      valid.set(name, key);
    } catch (error) {
      errors.set(name, asError(error));
    }
  }
  return { valid, errors };
}

/** Answers each key separately: an error of `find` belongs to its key alone. */
export async function answerBatch<Key, T>(
  { valid, errors }: CheckedKeys<Key>,
  find: (key: Key) => Promise<T | Error | undefined> | T | Error | undefined,
): Promise<Batch<T>> {
  const answers = new Map<string, T | Error>(errors);
  await Promise.all(
    [...valid].map(async ([name, key]) => {
      try {
        const found = await find(key);
        if (found !== undefined) answers.set(name, found);
      } catch (error) {
        answers.set(name, asError(error));
      }
    }),
  );
  return answers;
}
