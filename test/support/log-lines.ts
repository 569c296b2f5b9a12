import { expect } from "vitest";

/** Waits until a log has at least `count` lines with this message, and returns them parsed. `read` returns its lines. */
export async function logLines(read: () => readonly string[], message: string, count: number): Promise<any[]> {
  const found = () =>
    read()
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === message);
  await expect.poll(() => found().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
  return found();
}
