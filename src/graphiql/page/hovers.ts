import { useGraphiQL, useMonaco } from "@graphiql/react";
import { type DocumentNode, parse } from "graphql";
import { useEffect } from "react";
import { fieldCost, providerSupport } from "./field-cost.ts";
import { operationNameIn } from "./fetcher.ts";
import { nullReason, pathAtLine } from "./null-reason.ts";
import { fieldsAlong, selectedFieldAt } from "./selected-field.ts";
import { useTypedValues } from "./typed-values.ts";

/**
 * Shows what a field costs, and why a value is null, where the pointer is. Monaco shows the same at the cursor with Ctrl+K
 * Ctrl+I, or Cmd+K Cmd+I.
 */
export function Hovers() {
  const monaco = useMonaco((state) => state.monaco);
  const schema = useGraphiQL((state) => state.schema) ?? undefined;
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const selectedName = useGraphiQL((state) => state.operationName);
  const typed = useTypedValues();

  useEffect(() => {
    const model = queryEditor?.getModel();
    if (!monaco || !schema || !model) return;
    const provider = monaco.languages.registerHoverProvider(model.getLanguageId(), {
      async provideHover(hovered, position) {
        const document = hovered === model ? parsed(model.getValue()) : undefined;
        const field = document && selectedFieldAt(schema, document, model.getOffsetAt(position));
        if (!field) return null;
        const [variables, headers] = [orNone(typed.variables), orNone(typed.headers)];
        const { operationName, paths } = field;
        const [cost, support] = await Promise.all([
          fieldCost({ query: model.getValue(), operationName, variables, headers }, paths),
          providerSupport(headers),
        ]);
        const rows = support.filter(({ type, field: name }) => type === field.type && name === field.field);
        const levels = rows.map(({ provider, level }) => `**Provider support:** ${provider} ${level}.`);
        return { contents: [cost, ...levels].map((value) => ({ value })) };
      },
    });
    return () => provider.dispose();
  }, [monaco, schema, queryEditor, typed]);

  useEffect(() => {
    const model = responseEditor?.getModel();
    if (!monaco || !model) return;
    let marked: string[] = [];
    const markNulls = () => {
      const found = model.findMatches(nullAtEnd, false, true, true, null, true, maxMarked);
      marked = model.deltaDecorations(
        marked,
        found.map(({ range: { startLineNumber: line, startColumn }, matches }) => {
          const from = startColumn + (matches?.[1]?.length ?? 0);
          return { range: new monaco.Range(line, from, line, from + 4), options: { inlineClassName: "null-value" } };
        }),
      );
    };
    const changes = model.onDidChangeContent(markNulls);
    const provider = monaco.languages.registerHoverProvider(model.getLanguageId(), {
      async provideHover(hovered, { lineNumber: line }) {
        if (hovered !== model || !new RegExp(nullAtEnd).test(model.getLineContent(line))) return null;
        const [root, ...path] = pathAtLine(model.getLinesContent(), line - 1);
        if (root !== "data") return null;
        const query = queryEditor?.getValue() ?? "";
        const [document, operationName] = [parsed(query), operationNameIn(query, selectedName)];
        const fields = document && schema ? fieldsAlong(schema, document, operationName, path) : [];
        const support = await providerSupport(orNone(typed.headers));
        const result: unknown = JSON.parse(model.getValue());
        const column = model.getLineFirstNonWhitespaceColumn(line);
        return {
          range: new monaco.Range(line, column, line, model.getLineMaxColumn(line)),
          contents: [{ value: `**Null:** ${nullReason({ result, path, fields, support, schema })}` }],
        };
      },
    });
    markNulls();
    return () => {
      model.deltaDecorations(marked, []);
      changes.dispose();
      provider.dispose();
    };
  }, [monaco, schema, queryEditor, typed, responseEditor, selectedName]);
  return null;
}

/** A line of an answer that ends with a null. */
const nullAtEnd = "(: |^ +)(null),?$";

/** More nulls are not marked, so that a large answer is shown quickly. Each of them still has its hover. */
const maxMarked = 2000;

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

/** A text that is no JSON is what the editor marks. The hover leaves it out. */
function orNone<Value>(read: () => Record<string, Value> | undefined): Record<string, Value> {
  try {
    return read() ?? {};
  } catch {
    return {};
  }
}
