import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  TokenStoreUnavailable,
  type StoredTokens,
  type TokenStore,
  lockMs,
  pollIntervalMs,
  readTokens,
  writeTokens,
} from "./token-store.js";

/**
 * Tokens kept in a file that its owner alone may read, for the processes of one machine that use the same authorisation.
 * Its first line names that authorisation: tokens of another are none.
 */
export class FileTokenStore implements TokenStore {
  private readonly path: string;
  private readonly lockPath: string;

  /** `account` names the authorisation; no secret. */
  constructor(
    path: string,
    private readonly account: string,
  ) {
    this.path = resolve(path);
    this.lockPath = `${this.path}.lock`;
  }

  /** Rejects when the file cannot be read, or could not be written. */
  async checkUsable(): Promise<void> {
    await this.read();
    const trial = `${this.path}.${randomUUID()}`;
    await writeSafely(trial, "");
    await unlink(trial);
  }

  async lock(signal: AbortSignal): Promise<() => Promise<void>> {
    const holder = randomUUID();
    for (;;) {
      if (signal.aborted) throw new TokenStoreUnavailable("Another process is at it for too long.");
      try {
        await writeSafely(this.lockPath, holder);
        break;
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      await this.removeStaleLock();
      await delay(pollIntervalMs);
    }
    return async () => {
      if ((await readFile(this.lockPath, "utf8")) === holder) await unlink(this.lockPath);
    };
  }

  async read(): Promise<StoredTokens | undefined> {
    let text;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
    const [account, rest = ""] = text.split("\n");
    if (account !== this.account && /^[0-9a-f]{64}$/.test(account ?? "")) return undefined;
    const tokens = readTokens(rest);
    if (tokens === undefined) throw new Error(`${this.path} does not hold tokens, and is not overwritten`);
    return tokens;
  }

  async write(tokens: StoredTokens): Promise<void> {
    const stored = await this.read();
    if (stored !== undefined && stored.generation >= tokens.generation) return;
    const newPath = `${this.path}.${randomUUID()}`;
    await writeSafely(newPath, `${this.account}\n${writeTokens(tokens)}\n`);
    await rename(newPath, this.path);
    const folder = await open(dirname(this.path));
    // The new name is safe once the folder is.
    await folder.sync().finally(() => folder.close());
  }

  /** Whoever holds the lock for too long has died. It is taken aside first: of several who try, one succeeds. */
  private async removeStaleLock(): Promise<void> {
    try {
      const { mtimeMs } = await stat(this.lockPath);
      if (Date.now() - mtimeMs < lockMs) return;
      const aside = `${this.lockPath}.${randomUUID()}`;
      await rename(this.lockPath, aside);
      // Somebody has been quicker, and this is the lock of whoever came next.
      if ((await stat(aside)).mtimeMs !== mtimeMs) await link(aside, this.lockPath);
      await unlink(aside);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
  }
}

/** A new file, on disk before this resolves. Rejects with EEXIST when there is one of that name. */
async function writeSafely(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
