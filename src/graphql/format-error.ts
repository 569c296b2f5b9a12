import { ApolloServerErrorCode, ApolloServerValidationErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { AtsError } from "../ats/errors.js";
import { coercionProblem } from "./coercion-error.js";

const introspectionOff =
  "Introspection is off: this subgraph does not describe its schema. INTROSPECTION=true allows it.";

/**
 * Returns the error as clients see it, except for `sharedMessage`, which `errorsByCause` removes: a code of docs/errors.md, and a message that says what to do. An unexpected error
 * becomes INTERNAL_SERVER_ERROR without its own message, because that message can contain personal data.
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(thrown);
  const { path } = formatted;
  const locations = formatted.locations?.slice(0, maxLocations);
  const position = { ...(locations && { locations }), ...(path && { path }) };
  if (original instanceof AtsError) {
    const { code, provider, message, sharedMessage } = original;
    return { message, ...position, extensions: { code, ...defined({ provider, sharedMessage }) } };
  }
  const coercion = coercionProblem(thrown);
  if (coercion !== undefined)
    return { message: shortened(coercion), ...position, extensions: { code: "BAD_USER_INPUT" } };
  if (formatted.extensions?.validationErrorCode === ApolloServerValidationErrorCode.INTROSPECTION_DISABLED) {
    return { message: introspectionOff, ...position, extensions: { code: formatted.extensions.code } };
  }
  if (isExpected(thrown))
    return { message: shortened(formatted.message), ...position, extensions: { code: formatted.extensions?.code } };
  return {
    message: "Something went wrong in this subgraph. The operator finds it in the log.",
    ...position,
    extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR },
  };
}

function defined(members: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

// A circle of fragments has a location for each of them.
const maxLocations = 10;

// Messages of graphql-js quote the query, which can be as long as the body.
const maxMessageLength = 1000;

function shortened(message: string): string {
  return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)}…` : message;
}

/** Whether clients may see the message: the error is an AtsError, is about a coercion, or has a code of Apollo Server. */
export function isExpected(thrown: unknown): boolean {
  if (coercionProblem(thrown) !== undefined) return true;
  const original = unwrapResolverError(thrown);
  if (original instanceof AtsError) return true;
  if (!(original instanceof GraphQLError)) return false;
  const { code } = original.extensions;
  return typeof code === "string" && code !== "INTERNAL_SERVER_ERROR";
}
