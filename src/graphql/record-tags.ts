import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from "graphql";
import type { EntityName } from "../ats/provider.js";
import { listsTag } from "../ats/webhook.js";

/** The tag of a record: `ProviderAdapter.recordTag`. */
export type RecordTag = (type: EntityName, id: string) => string;

/** Types whose objects are made of a list of people's records. */
const listTypes = [
  "CandidateConnection",
  "ApplicationConnection",
  "OfferConnection",
  "StageCount",
  "RejectedReasonCount",
];

const entityNames: readonly string[] = ["Candidate", "Application", "Job", "Stage", "Offer"] satisfies EntityName[];

/** Collects the tags of the records in one answer, while it is executed. */
export class RecordTags {
  /** Those of `_entities`, by place. */
  private readonly entities: Set<string>[] = [];
  /** Those of the other fields of `Query`. */
  private readonly root = new Set<string>();

  constructor(private readonly recordTag: RecordTag) {}

  /** Adds the representations of `_entities`, also those of which there is no record. */
  addRepresentations(representations: readonly unknown[]): void {
    representations.forEach((representation, place) => {
      const { __typename: type, id } = (representation ?? {}) as { __typename?: unknown; id?: unknown };
      const isNamed = typeof type === "string" && entityNames.includes(type) && typeof id === "string";
      this.entities[place] = new Set(isNamed ? [this.recordTag(type as EntityName, id)] : []);
    });
  }

  /** Adds an object of one of the types that `tagRecords` observes. */
  add(type: string, record: unknown, path: GraphQLResolveInfo["path"]): void {
    const tags = this.at(path);
    if (listTypes.includes(type)) {
      tags.add(listsTag);
      return;
    }
    const { id, candidateId } = record as { readonly id: string; readonly candidateId?: string };
    tags.add(this.recordTag(type as EntityName, id));
    if (candidateId !== undefined) tags.add(this.recordTag("Candidate", candidateId));
  }

  /** The tags as Apollo Router reads them: https://www.apollographql.com/docs/graphos/routing/performance/caching/response-caching/invalidation */
  extensions(data: Readonly<Record<string, unknown>>): CacheTagExtensions {
    // What does not exist may be created. The event then invalidates the lists.
    if (Object.entries(data).some(([name, value]) => value === null && name !== "_entities")) this.root.add(listsTag);
    return {
      ...(this.root.size > 0 && { apolloCacheTags: [...this.root] }),
      ...(this.entities.length > 0 && { apolloEntityCacheTags: this.entities.map((tags) => [...tags]) }),
    };
  }

  private at(path: GraphQLResolveInfo["path"]): Set<string> {
    let [place, first] = [path, path];
    for (; first.prev !== undefined; first = first.prev) place = first;
    // The path of the field `_entities` itself has no place. `addRepresentations` has added its records.
    if (first.key !== "_entities") return this.root;
    return this.entities[Number(place.key)] ?? new Set();
  }
}

/** The extensions of an answer that name its records. */
export interface CacheTagExtensions {
  readonly apolloCacheTags?: readonly string[];
  /** One list for each entity of `_entities`. */
  readonly apolloEntityCacheTags?: readonly (readonly string[])[];
}

/** Makes the schema add each record of a person, and each list of them, to the `recordTags` of the context. */
export function tagRecords(schema: GraphQLSchema): GraphQLSchema {
  for (const name of ["Candidate", "Application", "Offer", ...listTypes]) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    // graphql-js calls this for each object of the type. It costs less than a hook on each field.
    type.isTypeOf = (record, { recordTags }: { readonly recordTags?: RecordTags }, { path }) => {
      recordTags?.add(name, record, path);
      return true;
    };
  }
  return schema;
}
