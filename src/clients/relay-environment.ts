import {
  ConnectionHandler,
  DefaultHandlerProvider,
  type EnvironmentConfig,
  generateClientID,
  type HandleFieldPayload,
  type RecordProxy,
  type RecordSourceProxy,
} from "relay-runtime";
import { type CountedPage, countsOf, sumOfExcluded, withPage } from "./excluded.js";

/** For `new Environment({ network, store, ...environmentConfig })`. */
export const environmentConfig: Pick<EnvironmentConfig, "getDataID" | "handlerProvider"> = {
  // Our ids are unique within a type. Relay expects ids that are unique in the whole schema.
  getDataID: ({ id }: { id?: unknown }, type) => (typeof id === "string" ? `${type}:${id}` : undefined),
  // In a list with `@connection`, a page that failed leaves those before it, and `excluded` is the sum of the pages.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Relay's own handlers are objects too.
  handlerProvider: (handle) => (handle === "connection" ? { update } : DefaultHandlerProvider(handle)),
};

/** The field of a list's record that has its pages, as JSON. No field of the schema has this name. */
const pagesField = "__counted_pages";

function update(store: RecordSourceProxy, payload: HandleFieldPayload): void {
  const owner = store.get(payload.dataID);
  const before = linked(owner, payload.handleKey);
  const after = (payload.args.after as string | null | undefined) ?? null;
  const page = linked(owner, payload.fieldKey);
  // Relay would replace the whole list by null.
  if (before && after !== null && !page) return;
  const known = pagesOf(before);
  const end: unknown = linked(before, "pageInfo")?.getValue("endCursor") ?? null;
  const excluded = linked(page, "excluded");

  ConnectionHandler.update(store, payload);

  const list = linked(owner, payload.handleKey);
  if (!list) return;
  // Relay drops a page that does not follow the last one.
  const isDropped = after !== null && after !== end && after !== known.at(-1)?.after;
  const counted = { after, excluded: excluded ? countsOf((field) => excluded.getValue(field)) : undefined };
  const pages = isDropped ? known : withPage(known, counted, after);
  list.setValue(JSON.stringify(pages), pagesField);
  const sum = sumOfExcluded(pages);
  if (sum === undefined) return;
  const id = generateClientID(list.getDataID(), "excluded");
  const total = store.get(id) ?? store.create(id, "Excluded");
  for (const [field, count] of Object.entries(sum)) total.setValue(count, field);
  list.setLinkedRecord(total, "excluded");
}

type MaybeRecord = RecordProxy | null | undefined;

/** The record in a field. Relay's types do not say that there can be none. */
function linked(record: MaybeRecord, field: string): MaybeRecord {
  return record?.getLinkedRecord(field) as MaybeRecord;
}

function pagesOf(list: MaybeRecord): readonly CountedPage[] {
  const pages: unknown = list?.getValue(pagesField);
  return typeof pages === "string" ? (JSON.parse(pages) as CountedPage[]) : [];
}
