import type { CallContext } from "../../ats/call-context.js";
import { type FieldRequirements, needsField } from "../../ats/field-requirements.js";
import type { ListRequest, Page } from "../../ats/page.js";
import type { Provider } from "../../ats/provider.js";
import type { LeverAccount } from "../account.js";
import { TooManyValues } from "../errors.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import type { Postings } from "../postings.js";
import { applicationPage } from "./application-list.js";
import { candidatePage } from "./candidate-list.js";
import { maxWindows } from "./concurrent-windows.js";
import { countOffers } from "./count-offers.js";
import { countApplications, countCandidates } from "./counts.js";
import { type FilterIds, parseFilterIds } from "./filter-ids.js";
import { parseJobFilter } from "./job-filter.js";
import { jobPage } from "./job-list.js";
import { offerPage } from "./offer-list.js";
import type { ListSetting } from "./opportunity-page.js";
import type { PartialPage } from "./paginate.js";
import { Places } from "./places.js";
import { countJobs, sortedJobs } from "./sorted-jobs.js";

/** The lists of an operation, and how many nodes they have. */
export function providerLists(
  account: LeverAccount,
  opportunities: OpportunityReader,
  context: CallContext & { readonly requirements: FieldRequirements },
  postings: () => Postings,
) {
  const setting: ListSetting = { account, opportunities, context };
  const counting = { ...setting, places: new Places(maxWindows) };
  const list = async <Node>(
    { after }: Pick<ListRequest<unknown>, "after">,
    read: () => Promise<PartialPage<Node>>,
  ): Promise<Page<Node>> => {
    // A page after others goes on in their lists, so it cannot be read in other ones.
    const page = await withLearnedLimits(after === null, read);
    return { ...page, confidential: account.confidentiality.excludedCount(context) };
  };

  return {
    listCandidates: async (request) => list(request, () => candidatePage(setting, withParsedIds(request))),
    listApplications: async (request) => list(request, () => applicationPage(setting, withParsedIds(request))),
    async listApplicationsOfJob(request) {
      const { jobId, ...others } = request.filter;
      const filter = { ...parseFilterIds(others), jobIds: [jobId] };
      return list(request, () => applicationPage(setting, { ...request, filter }, "Job.applications"));
    },
    async listJobs(request) {
      const { order } = request;
      const parsed = { ...request, filter: parseJobFilter(request.filter) };
      return list(request, () =>
        order === null
          ? jobPage(postings(), parsed, context, account.confidentiality.accessOf(context))
          : sortedJobs(postings(), { ...parsed, order }, context),
      );
    },
    listOffers: async (request) => list(request, () => offerPage(setting, withParsedIds(request))),
    countCandidates: async (filter) => withLearnedLimits(true, () => countCandidates(counting, parseFilterIds(filter))),
    countApplications: async (filter) => {
      const byReason = needsField(context.requirements, "ApplicationConnection", "countByRejectedReason");
      return withLearnedLimits(true, () => countApplications(counting, parseFilterIds(filter), byReason));
    },
    countJobs: async (filter) => countJobs(postings(), parseJobFilter(filter), context),
    countOffers: async (filter) => withLearnedLimits(true, () => countOffers(counting, parseFilterIds(filter))),
  } satisfies Partial<Provider>;
}

/** No list has so many filters that their limits are lowered more often. */
const maxLowerings = 30;

/** Reads again when the limit for the values of a call was lowered, because then there are other calls. */
async function withLearnedLimits<T>(mayReadAgain: boolean, read: () => Promise<T>): Promise<T> {
  for (let lowerings = 0; ; lowerings += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof TooManyValues) || !mayReadAgain || lowerings >= maxLowerings) throw error;
    }
  }
}

function withParsedIds<Filter extends FilterIds, Field extends string>(
  request: ListRequest<Filter, Field>,
): ListRequest<Filter, Field> {
  return { ...request, filter: parseFilterIds(request.filter) };
}
