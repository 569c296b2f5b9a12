import candidates from "./examples/candidates.graphql?raw";
import hires from "./examples/hires.graphql?raw";
import leads from "./examples/leads.graphql?raw";
import longestWaiting from "./examples/longest-waiting.graphql?raw";
import newestApplicants from "./examples/newest-applicants.graphql?raw";
import offers from "./examples/offers.graphql?raw";
import openJobs from "./examples/open-jobs.graphql?raw";
import pipelines from "./examples/pipelines.graphql?raw";
import providerSupport from "./examples/provider-support.graphql?raw";
import rejections from "./examples/rejections.graphql?raw";

/** An operation that answers a question. */
export interface Example {
  question: string;
  /** What it costs, as a sentence. */
  cost: string;
  query: string;
}

/** The questions that are asked most. GraphiQL opens with the first one. */
export const examples: readonly Example[] = [
  newestApplicants,
  pipelines,
  hires,
  rejections,
  longestWaiting,
  offers,
  openJobs,
  candidates,
  leads,
  providerSupport,
].map(example);

/** Reads the comment of an example: the question in its first line, the cost in its second. */
function example(text: string): Example {
  const [first = "", cost = ""] = text.split("\n", 2).map((line) => line.replace(/^# /, ""));
  return { question: first.slice(0, first.indexOf("?") + 1), cost, query: text.trimEnd() };
}
