import { tryParseJSONC, useGraphiQL } from "@graphiql/react";
import { useMemo } from "react";

/** What the visitor typed below the query. Both throw, with a message for the visitor, if the text is no JSON object. */
export interface TypedValues {
  variables(): Record<string, unknown> | undefined;
  headers(): Record<string, string> | undefined;
}

export function useTypedValues(): TypedValues {
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  return useMemo(
    () => ({
      variables: () => objectIn("Variables", variableEditor?.getValue()),
      headers: () => objectIn("Headers", headerEditor?.getValue()) as Record<string, string> | undefined,
    }),
    [variableEditor, headerEditor],
  );
}

function objectIn(name: string, text: string | undefined): Record<string, unknown> | undefined {
  try {
    return tryParseJSONC(text);
  } catch (error) {
    throw new Error(`${name} ${error instanceof Error ? error.message : String(error)}`);
  }
}
