/** The resources that a process uses after garbage collection. */
export interface ResourceUsage {
  readonly heapMb: number;
  readonly residentMb: number;
  /** The number of sockets, timers and other active handles, by their kind. */
  readonly handles: Readonly<Record<string, number>>;
}

// A replica imports this file. It needs --expose-gc and an IPC channel, and answers each message with its usage.
process.on("message", () => {
  // The second collection frees the objects that finalizers of the first one released.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const handles: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
    process.send?.({ heapMb: heapUsed / 2 ** 20, residentMb: rss / 2 ** 20, handles } satisfies ResourceUsage);
  });
});
// The channel must not keep the process alive.
process.channel?.unref();
