/** The tokens of an authorization, as they are stored. */
export interface StoredTokens {
  /** How often the refresh token has been exchanged. The tokens with the higher number are valid. */
  readonly generation: number;
  readonly refreshToken: string;
  readonly accessToken: string;
  /** When the access token must no longer be used, a little before it expires; in milliseconds since 1970. */
  readonly goodUntil: number;
}

/** Stores tokens, so that the next process finds the valid refresh token, and only one process refreshes at a time. */
export interface TokenStore {
  /**
   * Waits until no other process refreshes. No other process can refresh until the returned function is called, or for
   * `lockMs` if this process dies. Rejects with `TokenStoreUnavailable` once the signal is aborted.
   */
  lock(signal: AbortSignal): Promise<() => Promise<void>>;
  /** Undefined when no tokens are stored. Rejects when the store cannot be read. */
  read(): Promise<StoredTokens | undefined>;
  /** Resolves once the tokens are saved, or newer ones are stored. Rejects when they cannot be saved. */
  write(tokens: StoredTokens): Promise<void>;
}

/** A refresh would risk the refresh token. The message is the reason, for clients, as a clause. */
export class TokenStoreUnavailable extends Error {
  override readonly name = "TokenStoreUnavailable";
}

/** How long a lock lasts if the process that holds it dies, in milliseconds. */
export const lockMs = 30_000;

/** How often a process that waits for the lock tries again, in milliseconds. */
export const pollIntervalMs = 100;

export function writeTokens(tokens: StoredTokens): string {
  return JSON.stringify(tokens);
}

/** Undefined when the text does not contain tokens. */
export function readTokens(text: string): StoredTokens | undefined {
  try {
    const { generation, refreshToken, accessToken, goodUntil } = JSON.parse(text) as Partial<StoredTokens>;
    const isComplete =
      typeof generation === "number" &&
      typeof refreshToken === "string" &&
      typeof accessToken === "string" &&
      typeof goodUntil === "number";
    return isComplete ? { generation, refreshToken, accessToken, goodUntil } : undefined;
  } catch {
    return undefined;
  }
}
