import candidates from "./examples/candidates.graphql?raw";
import jobs from "./examples/jobs.graphql?raw";
import offers from "./examples/offers.graphql?raw";
import outcomes from "./examples/outcomes.graphql?raw";
import providerSupport from "./examples/provider-support.graphql?raw";

/** The example operations of a first visit, one for each tab, in this order. */
export const examples = [candidates, jobs, outcomes, offers, providerSupport];
