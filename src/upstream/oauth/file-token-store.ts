import { randomUUID } from "node:crypto";
import { open, readFile, rename, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type StoredTokens, type TokenStore, readTokens, writeTokens } from "./token-store.js";

/**
 * Stores tokens in a file that only its owner can read, for one process. Several processes need a shared store. The
 * first line of the file names the authorization: tokens of another one are ignored.
 */
export class FileTokenStore implements TokenStore {
  private readonly path: string;

  /** `account` names the authorization. It is not a secret. */
  constructor(
    path: string,
    private readonly account: string,
  ) {
    this.path = resolve(path);
  }

  /** Rejects when the file cannot be read, or cannot be written. */
  async checkUsable(): Promise<void> {
    await this.read();
    const trial = `${this.path}.${randomUUID()}`;
    await writeNewFile(trial, "");
    await unlink(trial);
  }

  /** Locks nothing, because no other process uses the file. Rejects when new tokens could not be saved. */
  async lock(): Promise<() => Promise<void>> {
    await this.checkUsable();
    return () => Promise.resolve();
  }

  async read(): Promise<StoredTokens | undefined> {
    let text;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
    const [account, rest = ""] = text.split("\n");
    if (account !== this.account && /^[0-9a-f]{64}$/.test(account ?? "")) return undefined;
    const tokens = readTokens(rest);
    if (tokens === undefined) throw new Error(`${this.path} does not contain tokens, so it is not overwritten`);
    return tokens;
  }

  /**
   * Replaces the file as a whole. The folder is flushed too, which `write-file-atomic` does not do: without that, a power
   * failure can bring back the old file, and the refresh token in it is no longer valid.
   */
  async write(tokens: StoredTokens): Promise<void> {
    const stored = await this.read();
    if (stored !== undefined && stored.generation >= tokens.generation) return;
    const newPath = `${this.path}.${randomUUID()}`;
    await writeNewFile(newPath, `${this.account}\n${writeTokens(tokens)}\n`);
    await rename(newPath, this.path);
    const folder = await open(dirname(this.path));
    await folder.sync().finally(() => folder.close());
  }
}

/** Creates a file, and flushes it to disk. */
async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
