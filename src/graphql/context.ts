import type { Provider } from "../ats/provider.js";
import { type Loaders, createLoaders } from "./loaders.js";
import type { Operation } from "./operation/operation.js";
import type { PartialErrors } from "./operation/partial-errors.js";
import type { RecordTags } from "./record-tags.js";
import type { ProviderSupport } from "./provider-support/provider-support.js";

/** What `x-explain` asks for: the planned calls without an execution, or the planned and the actual calls. */
export type ExplainMode = "plan" | "run";

/** The context of the resolvers of one operation. */
export interface Context {
  readonly operation: Operation;
  /** The name of the account that is read. Operations on different accounts share nothing. */
  readonly account: string;
  readonly provider: Provider;
  readonly loaders: Loaders;
  readonly partialErrors: PartialErrors;
  /** How well the account's provider fills the fields of the schema. */
  readonly support: ProviderSupport;
  /** Whether an operation is refused if it selects fields that the provider cannot fill. */
  readonly isStrict: boolean;
  /** Undefined if the request has no `x-explain`. */
  readonly explain: ExplainMode | undefined;
  /** Collects the tags of the records in the answer. Undefined if answers have no tags. */
  readonly recordTags: RecordTags | undefined;
}

/** Creates the context of an operation that reads from a provider. */
export function createContext(
  operation: Operation,
  provider: Provider,
  support: ProviderSupport,
  options: Pick<Context, "account" | "isStrict" | "explain" | "recordTags">,
): Context {
  const { partialErrors } = operation;
  return { operation, provider, loaders: createLoaders(provider), partialErrors, support, ...options };
}
