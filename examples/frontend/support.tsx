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

/** Why the provider cannot fill a field, by `Type.field`. Empty until the reasons are loaded. */
function useReasons(): ReadonlyMap<string, string> {
  const [{ data }] = useQuery({ query: UnsupportedFields });
  return new Map(data?.providerSupport.map(({ type, field, reason }) => [`${type}.${field}`, reason ?? ""]));
}

/** Lists the fields that the provider cannot fill, and why. `labels` are by `Type.field`. */
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
