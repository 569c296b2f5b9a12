import DataLoader from "dataloader";
import type { Application, Candidate, DispositionReason, Job, Member, Offer, Ref, Stage } from "../ats/model.js";
import { type Batch, type Provider, refKey } from "../ats/provider.js";

/** What can be loaded, named for what it gives; every loader answers null for what the provider does not have. */
export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one operation: whatever its resolvers ask for in one turn becomes one batch, and is asked once. */
export function createLoaders(provider: Provider) {
  return {
    candidate: byRef<Ref, Candidate>((refs) => provider.candidates(refs)),
    application: byRef<Ref, Application>((refs) => provider.applications(refs)),
    offer: byRef<Ref, Offer>((refs) => provider.offers(refs)),
    offerByApplication: byRef<Application, Offer>((applications) => provider.offersByApplication(applications)),
    job: byId<Job>((ids) => provider.jobs(ids)),
    stage: byId<Stage>((ids) => provider.stages(ids)),
    member: byId<Member>((ids) => provider.members(ids)),
    dispositionReason: byId<DispositionReason>((ids) => provider.dispositionReasons(ids)),
  };
}

function byId<T>(load: (ids: readonly string[]) => Promise<Batch<T>>): DataLoader<string, T | null> {
  return new DataLoader(async (ids) => align(ids, await load(ids)));
}

function byRef<Key extends Ref, T>(
  load: (refs: readonly Key[]) => Promise<Batch<T>>,
): DataLoader<Key, T | null, string> {
  return new DataLoader<Key, T | null, string>(async (refs) => align(refs.map(refKey), await load(refs)), {
    cacheKeyFn: refKey,
  });
}

/** Lines a batch's answers up with its keys: the one place where that is done. */
function align<T>(keys: readonly string[], batch: Batch<T>): (T | Error | null)[] {
  return keys.map((key) => batch.get(key) ?? null);
}
