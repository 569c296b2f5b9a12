import { expect } from "vitest";

/** An error of a response. One with a cause has neither provider nor request id: its cause has them. */
export interface SentError {
  readonly message: string;
  readonly path?: (string | number)[];
  readonly locations?: readonly object[];
  readonly extensions: { code: string; cause?: string; provider?: string; requestId?: string };
}

/** An item of `extensions.causes`. */
export interface SentCause {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly provider?: string;
  readonly requestId: string;
  readonly count: number;
}

/** An error with the message and the details of its cause. */
export interface ToldError {
  readonly message: string;
  readonly path?: (string | number)[];
  readonly extensions: { code: string; provider?: string; requestId?: string };
}

/** The most bytes of an error with a cause, without its path. */
const maxBytes = 120;

/**
 * The errors of a response, each with the details of its cause. Checks the rules of docs/errors.md: each cause has the errors
 * that it counts, at least two, and these are short.
 */
export function toldErrors(errors: readonly SentError[], causes: readonly SentCause[]): ToldError[] {
  const counted = causes.map(({ id, code }) => {
    const count = errors.filter(({ extensions }) => extensions.cause === id && extensions.code === code).length;
    return [id, count];
  });
  expect(counted).toEqual(causes.map(({ id, count }) => [id, count]));
  expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
  for (const { count } of causes) expect(count).toBeGreaterThan(1);
  return errors.map((error) => {
    const { path, extensions } = error;
    if (extensions.cause === undefined) {
      expect(extensions).toHaveProperty("requestId");
      return error;
    }
    expect(error).toEqual({
      message: expect.any(String),
      path,
      extensions: { code: expect.any(String), cause: expect.any(String) },
    });
    expect(JSON.stringify({ ...error, path: "" }).length).toBeLessThanOrEqual(maxBytes);
    const { message, provider, requestId } = causes.find(({ id }) => id === extensions.cause)!;
    const { code } = extensions;
    return {
      message,
      ...(path && { path }),
      extensions: { code, ...(provider !== undefined && { provider }), requestId },
    };
  });
}
