import { ToolbarButton, ToolbarMenu, useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import { type CopiedOperation, curlOf, secretHeaders, typeScriptOf } from "./copied-operation.ts";
import { operationNameIn } from "./fetcher.ts";
import { useTypedValues } from "./typed-values.ts";

const formats = { curl: curlOf, TypeScript: typeScriptOf };

/** How long the page says that it copied, in milliseconds. */
const shownMs = 6000;

/** A menu of the toolbar that copies the operation, with its variables and headers, as code to paste elsewhere. */
export function CopyMenu() {
  const [status, setStatus] = useState("");
  const readOperation = useOperation();
  useEffect(() => {
    const timer = setTimeout(() => setStatus(""), shownMs);
    return () => clearTimeout(timer);
  }, [status]);
  const copyAs = (format: keyof typeof formats) => async () => {
    try {
      const operation = readOperation();
      await copy(formats[format](operation));
      const secret = secretHeaders(operation).join(" and ");
      setStatus(`Copied as ${format}.${secret && ` Put in the value of ${secret}.`}`);
    } catch (error) {
      setStatus(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <ToolbarMenu button={<ToolbarButton label="Copy as code">{codeIcon}</ToolbarButton>}>
        <ToolbarMenu.Item onSelect={copyAs("curl")}>Copy as curl</ToolbarMenu.Item>
        <ToolbarMenu.Item onSelect={copyAs("TypeScript")}>Copy as TypeScript</ToolbarMenu.Item>
      </ToolbarMenu>
      <span role="status" className="copy-status">
        {status}
      </span>
    </>
  );
}

/** Reads the operation from the editors. Throws, with a message for the visitor, if the variables or headers are no JSON. */
function useOperation(): () => CopiedOperation {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const selectedName = useGraphiQL((state) => state.operationName);
  const typed = useTypedValues();
  return () => {
    const query = queryEditor?.getValue() ?? "";
    return {
      url: `${window.location.origin}${new URL("graphql", window.location.href).pathname}`,
      query,
      operationName: operationNameIn(query, selectedName),
      variables: typed.variables(),
      headers: typed.headers() ?? {},
    };
  };
}

/** Over plain http to another machine, browsers have no clipboard but that of the selection. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const onCopy = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", onCopy, { capture: true });
    const isCopied = document.execCommand("copy");
    document.removeEventListener("copy", onCopy, { capture: true });
    if (!isCopied) throw new Error("The browser blocks the clipboard.");
  }
}

const codeIcon = (
  <svg className="graphiql-toolbar-icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden>
    <path d="M5.5 4 1.8 8l3.7 4M10.5 4l3.7 4-3.7 4" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);
