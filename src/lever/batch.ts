import { asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";

/** Answers each key by its name, and separately: an error of `find` belongs to its key alone. */
export async function answerBatch<Key, T>(
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  find: (key: Key) => Promise<T | Error | undefined> | T | Error | undefined,
): Promise<Batch<T>> {
  const answers = new Map<string, T | Error>();
  await Promise.all(
    keys.map(async (key) => {
      try {
        const found = await find(key);
        if (found !== undefined) answers.set(nameOf(key), found);
      } catch (error) {
        answers.set(nameOf(key), asError(error));
      }
    }),
  );
  return answers;
}
