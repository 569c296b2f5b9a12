/**
 * The storage of the browser, where it is allowed. Where it is blocked, because cookies are blocked or because the page is
 * in a sandbox, or where it is full, values are kept until the page is closed.
 */
export function safeStorage(open: () => Storage = () => window.localStorage) {
  const kept = new Map<string, string>();
  const allowed = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (key: string) => kept.get(key) ?? allowed((storage) => storage.getItem(key)) ?? null,
    setItem(key: string, value: string) {
      const isStored = allowed((storage) => (storage.setItem(key, value), true));
      if (isStored) kept.delete(key);
      else kept.set(key, value);
    },
    removeItem(key: string) {
      kept.delete(key);
      allowed((storage) => storage.removeItem(key));
    },
    /** How many values GraphiQL has stored. */
    get length() {
      return kept.size + (allowed((storage) => graphiqlKeys(storage).length) ?? 0);
    },
    /** Removes all values of GraphiQL. */
    clear() {
      kept.clear();
      allowed((storage) => {
        for (const key of graphiqlKeys(storage)) storage.removeItem(key);
      });
    },
  };
}

/** Pages of other tools on the same origin have keys of their own. */
function graphiqlKeys(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith("graphiql:"));
}
