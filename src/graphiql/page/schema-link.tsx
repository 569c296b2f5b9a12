import { useGraphiQL } from "@graphiql/react";
import { printSchema } from "graphql";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";

/** A link in the banner that saves the schema as a client sees it. Absent until the schema is loaded. */
export function SchemaLink() {
  const schema = useGraphiQL((state) => state.schema);
  const hasSchema = Boolean(schema);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!schema) return;
    // In a task of its own: the one that receives the schema is long enough.
    const timer = setTimeout(() => {
      setAddress(URL.createObjectURL(new Blob([printSchema(schema)], { type: "text/plain;charset=utf-8" })));
    });
    return () => clearTimeout(timer);
  }, [hasSchema]);
  return createPortal(
    address && (
      <a href={address} download="schema.graphql">
        Schema
      </a>
    ),
    document.getElementById("links")!,
  );
}
