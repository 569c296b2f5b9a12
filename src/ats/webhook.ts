/** Receives a provider's events about changes. An event only invalidates cached records. It never brings data. */
export interface Webhook {
  /** The path of the route that receives the events. */
  readonly path: string;
  /** Reads a request's body. Throws UNAUTHENTICATED unless the provider signed it, and not too long ago. */
  read(body: unknown): ProviderEvent;
  /**
   * Invalidates in every replica what the event names. Resolves with false for a repeated event; rejects on failure.
   */
  apply(event: ProviderEvent): Promise<boolean>;
}

/** One change that a provider reports. */
export interface ProviderEvent {
  /** One of a fixed set of kinds. Undefined for an unknown one. */
  readonly kind: string | undefined;
  /** The idempotency key: the same for an event that is sent again, and for no other. */
  readonly eventId: string;
  /** The cache tags to invalidate. */
  readonly tags: readonly string[];
  /** The record tags to purge from caches outside this process: those of `ProviderAdapter.recordTag`, and `listsTag`. */
  readonly recordTags: readonly string[];
}

/** The record tag of every list of people's records. */
export const listsTag = "lists";
