import { LRUCache } from "lru-cache";

// About 8 MB of memory: a character can take two bytes.
const maxCharacters = 4 * 1024 * 1024;

/**
 * The texts of automatic persisted queries by their hash, for Apollo Server. It stores a text only if its hash is right,
 * and its operation is valid and within the limits. The least recently used are removed first.
 */
export function persistedQueryCache() {
  const texts = new LRUCache<string, string>({
    maxSize: maxCharacters,
    sizeCalculation: (text, hash) => text.length + hash.length,
  });
  return {
    get: async (hash: string) => texts.get(hash),
    set: async (hash: string, text: string) => void texts.set(hash, text),
    delete: async (hash: string) => texts.delete(hash),
  };
}
