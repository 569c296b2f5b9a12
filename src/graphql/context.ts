import type { Provider } from "../ats/provider.js";
import { type Loaders, createLoaders } from "./loaders.js";
import type { Operation } from "./operation/operation.js";
import type { PartialErrors } from "./operation/partial-errors.js";
import type { ProviderSupport } from "./provider-support/provider-support.js";

/** What a caller wants to have explained: what the operation would do, or also what it did. */
export type ExplainMode = "plan" | "run";

/** What the resolvers of one operation work with. */
export interface Context {
  readonly operation: Operation;
  /** Names the account that is read: operations on another have nothing in common with this one. */
  readonly account: string;
  readonly provider: Provider;
  readonly loaders: Loaders;
  readonly partialErrors: PartialErrors;
  /** How well the account's provider fills the fields of the schema. */
  readonly support: ProviderSupport;
  /** Whether an operation is refused that asks for what the provider cannot fill. */
  readonly isStrict: boolean;
  /** What is to be explained; undefined: nothing. */
  readonly explain: ExplainMode | undefined;
}

/** The context of an operation over a provider. */
export function createContext(
  operation: Operation,
  provider: Provider,
  support: ProviderSupport,
  options: Pick<Context, "account" | "isStrict" | "explain">,
): Context {
  const { partialErrors } = operation;
  return { operation, provider, loaders: createLoaders(provider), partialErrors, support, ...options };
}
