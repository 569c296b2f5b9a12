import { type Call, duration, isSuccess } from "./explanation.ts";

/** The calls as a table, with the same data as the timelines. */
export function CallTable({ calls }: { calls: readonly Call[] }) {
  return (
    <table className="explain-calls">
      <caption>Calls in the order they were sent</caption>
      <thead>
        <tr>
          {["Endpoint", "Sent", "Waited", "Took", "Response"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calls.map((call, index) => (
          <tr key={index} className={isSuccess(call) ? undefined : "explain-bad"}>
            <th scope="row">
              <code>{call.endpoint}</code>
            </th>
            <td>{duration(call.sentMs)}</td>
            <td>{duration(call.waitedMs)}</td>
            <td>{duration(call.tookMs)}</td>
            <td>
              {call.outcome}
              {call.attempt > 1 && ` (attempt ${call.attempt})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
