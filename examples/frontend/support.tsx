import { useQuery } from "urql";
import { graphql } from "./generated/index.ts";

const UnsupportedFields = graphql(`
  query UnsupportedFields {
    providerSupport(level: UNSUPPORTED) {
      type
      field
      reason
    }
  }
`);

/** Why the provider cannot fill fields, by `Type.field`. Empty until that is known: then a null is no more than a null. */
function useReasons(): ReadonlyMap<string, string> {
  const [{ data }] = useQuery({ query: UnsupportedFields });
  return new Map(data?.providerSupport.map(({ type, field, reason }) => [`${type}.${field}`, reason ?? ""]));
}

/** Says of each field that the provider cannot fill that this is so, and why; `labels` are by `Type.field`. */
export function Unsupported({ labels }: { labels: Readonly<Record<string, string>> }) {
  const reasons = useReasons();
  const byReason = new Map<string, string[]>();
  for (const [field, label] of Object.entries(labels)) {
    const reason = reasons.get(field);
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), label]);
  }
  return (
    <ul className="unsupported">
      {[...byReason].map(([reason, fields]) => (
        <li key={reason}>
          <span className="pill">Not in Lever</span> <strong>{fields.join(", ")}:</strong> {reason}
        </li>
      ))}
    </ul>
  );
}
