/** What a process holds once its garbage has been collected. */
export interface Holdings {
  readonly heapMb: number;
  readonly residentMb: number;
  /** Sockets, timers and other things that keep a process alive, by their kind. */
  readonly handles: Readonly<Record<string, number>>;
}

// Imported into the process that is watched, which needs --expose-gc and an IPC channel: answers each message.
process.on("message", () => {
  // The second collection takes what the first one's finalisers let go of.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const handles: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
    process.send?.({ heapMb: heapUsed / 2 ** 20, residentMb: rss / 2 ** 20, handles } satisfies Holdings);
  });
});
// The channel alone is no reason to go on.
process.channel?.unref();
