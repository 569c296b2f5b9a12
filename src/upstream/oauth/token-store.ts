/** What is kept of an authorisation. */
export interface StoredTokens {
  /** How often its refresh token has been exchanged: of two, the higher one holds. */
  readonly generation: number;
  readonly refreshToken: string;
  readonly accessToken: string;
  /** From when on the access token is not to be used, a little before it expires; in milliseconds since 1970. */
  readonly goodUntil: number;
}

/** Where tokens are kept, so that whoever comes next finds the refresh token that is good, and refreshes come one by one. */
export interface TokenStore {
  /**
   * Waits until nobody else is refreshing, and keeps others from it until the result is called: at most for `lockMs`,
   * should this process die. Rejects once the signal is aborted, with `TokenStoreUnavailable`.
   */
  lock(signal: AbortSignal): Promise<() => Promise<void>>;
  /** Undefined when none are kept. Rejects when that cannot be told. */
  read(): Promise<StoredTokens | undefined>;
  /** Resolves once they are safe, or newer ones are kept. Rejects when they cannot be kept. */
  write(tokens: StoredTokens): Promise<void>;
}

/** Nothing can be refreshed without risking the refresh token; the message says why, in a sentence for clients. */
export class TokenStoreUnavailable extends Error {
  override readonly name = "KeeperAway";
}

/** For how long others keep from refreshing while one does, in milliseconds; after that it is taken for dead. */
export const lockMs = 30_000;

/** How often it is looked whether others are done, in milliseconds. */
export const pollIntervalMs = 100;

/** Tokens as text. */
export function writeTokens(tokens: StoredTokens): string {
  return JSON.stringify(tokens);
}

/** Undefined for what is no text of tokens. */
export function readTokens(text: string): StoredTokens | undefined {
  try {
    const { generation, refreshToken, accessToken, goodUntil } = JSON.parse(text) as Partial<StoredTokens>;
    const isWhole =
      typeof generation === "number" &&
      typeof refreshToken === "string" &&
      typeof accessToken === "string" &&
      typeof goodUntil === "number";
    return isWhole ? { generation, refreshToken, accessToken, goodUntil } : undefined;
  } catch {
    return undefined;
  }
}
