import { asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";

/** Answers each key by its name, and separately: an error of `find` belongs to its key alone. */
export async function answerBatch<Key, T>(
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  find: (key: Key) => Promise<T | Error | undefined> | T | Error | undefined,
): Promise<Batch<T>> {
  const answers = new Map<string, T | Error>();
  const add = (key: Key, found: T | Error | undefined) => {
    if (found !== undefined) answers.set(nameOf(key), found);
  };
  const waiting: Promise<void>[] = [];
  for (const key of keys) {
    const addError = (error: unknown) => {
      add(key, asError(error));
    };
    try {
      const found = find(key);
      // A batch of a thousand records that are in memory has no promise for each.
      if (!(found instanceof Promise)) add(key, found);
      else {
        waiting.push(
          found
            .then((value) => {
              add(key, value);
            })
            .catch(addError),
        );
      }
    } catch (error) {
      addError(error);
    }
  }
  await Promise.all(waiting);
  return answers;
}
