import { compareText, foldText } from "../../ats/folded-text.js";
import type { Job } from "../../ats/model/job.js";
import type { FilterOptionsResolvers } from "../generated/graphql.js";
import type { RequiredResolvers } from "./required-resolvers.js";

export const FilterOptions: RequiredResolvers<FilterOptionsResolvers, object> = {
  sources: async (_parent, _args, { provider }) => distinct(await provider.allSources()),
  tags: async (_parent, _args, { provider }) => distinct(await provider.allTags()),
  departments: async (_parent, _args, { loaders }) =>
    namesOf(await loaders.allJobs.load(), ({ department }) => [department?.name]),
  teams: async (_parent, _args, { loaders }) => namesOf(await loaders.allJobs.load(), ({ team }) => [team]),
  jobLocations: async (_parent, _args, { loaders }) =>
    namesOf(await loaders.allJobs.load(), ({ location, locations }) => [location, ...(locations ?? [])]),
  rejectedReasons: async (_parent, _args, { provider }) =>
    sortedBy(
      (await provider.allDispositionReasons()).filter(({ hired }) => !hired),
      ({ text }) => text,
    ),
  members: async (_parent, _args, { provider }) => sortedBy(await provider.allMembers(), ({ name }) => name),
};

function namesOf(jobs: readonly Job[], names: (job: Job) => readonly (string | null | undefined)[]): readonly string[] {
  return distinct(jobs.flatMap(names).filter((name) => name != null));
}

/** Each text once, by the folded text, and then by the text itself. */
function distinct(texts: readonly string[]): readonly string[] {
  const sortable = [...new Set(texts)].map((text) => ({ text, folded: foldText(text) }));
  return sortable
    .sort((a, b) => compareText(a.folded, b.folded) || compareText(a.text, b.text))
    .map(({ text }) => text);
}

/** Each record once, by its folded name, and then by its id. Records without a name come last. */
function sortedBy<T extends { readonly id: string }>(
  records: readonly T[],
  nameOf: (record: T) => string | null,
): readonly T[] {
  const sortable = [...new Map(records.map((record) => [record.id, record])).values()].map((record) => {
    const name = nameOf(record);
    return { record, isNameless: name === null, folded: foldText(name ?? "") };
  });
  return sortable
    .sort(
      (a, b) =>
        Number(a.isNameless) - Number(b.isNameless) ||
        compareText(a.folded, b.folded) ||
        compareText(a.record.id, b.record.id),
    )
    .map(({ record }) => record);
}
