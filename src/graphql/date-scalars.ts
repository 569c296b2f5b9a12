import { GraphQLScalarType, valueFromASTUntyped } from "graphql";
import { GraphQLDate, GraphQLDateTime } from "graphql-scalars";

const exampleOfDateTime = "2026-01-01T00:00:00Z";

/** The scalar of graphql-scalars, with errors that show what is expected: for `2026-01-01`, send `2026-01-01T00:00:00Z`. */
export const DateTime = withAdvice(GraphQLDateTime, (text) => {
  const [example = exampleOfDateTime] = [`${text}T00:00:00Z`, `${text}Z`].filter(isDateTime);
  return `A DateTime has a date, a time and a time zone, for example ${example}.`;
});

/** The scalar of graphql-scalars, with errors that show what is expected. */
export const DateOnly = withAdvice(GraphQLDate, () => "A Date has no time, for example 2026-01-01.");

function isDateTime(text: string): boolean {
  try {
    GraphQLDateTime.parseValue(text);
    return true;
  } catch {
    return false;
  }
}

/** graphql-js adds the value and its place to the message of a plain error. */
function withAdvice(scalar: GraphQLScalarType, adviceOn: (text: string) => string): GraphQLScalarType {
  const parse = (value: unknown): unknown => {
    if (typeof value !== "string") throw new Error(adviceOn(""));
    try {
      return scalar.parseValue(value);
    } catch {
      throw new Error(adviceOn(value));
    }
  };
  const config = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    parseValue: parse,
    parseLiteral: (node) => parse(valueFromASTUntyped(node)),
  });
}
