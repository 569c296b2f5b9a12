import { useGraphiQL } from "@graphiql/react";
import { printSchema } from "graphql";
import { useMemo } from "react";
import { createPortal } from "react-dom";

/** A link in the banner that saves the schema as a client sees it. Absent until the schema is loaded. */
export function SchemaLink() {
  const schema = useGraphiQL((state) => state.schema);
  const hasSchema = Boolean(schema);
  const address = useMemo(
    () => schema && URL.createObjectURL(new Blob([printSchema(schema)], { type: "text/plain;charset=utf-8" })),
    [hasSchema],
  );
  return createPortal(
    address && (
      <a href={address} download="schema.graphql">
        Schema
      </a>
    ),
    document.getElementById("links")!,
  );
}
