import { type Call, callEnd, callStart, duration, isSuccess, range, type Range, rowsOf } from "./explanation.ts";

/** The calls to one endpoint, as bars over the time of the operation. */
export function CallTimeline({ calls, totalMs }: { calls: readonly Call[]; totalMs: number }) {
  const rows = rowsOf(calls);
  const spans = calls.map((call) => `${duration(callStart(call))} to ${duration(callEnd(call))}`);
  const label = `${calls.length} of the calls over time: ${spans.slice(0, 5).join(", ")}${spans.length > 5 ? ", …" : ""}`;
  return (
    <div className={rows.length > 12 ? "explain-lane explain-thin" : "explain-lane"} role="img" aria-label={label}>
      {rows.map((row, index) => (
        <div key={index} className="explain-row">
          {row.map((call) => (
            <CallBar key={call.sentMs} call={call} totalMs={totalMs} />
          ))}
        </div>
      ))}
    </div>
  );
}

function CallBar({ call, totalMs }: { call: Call; totalMs: number }) {
  const percent = (ms: number) => `${(100 * ms) / totalMs}%`;
  const { sentMs, waitedMs, tookMs, outcome, attempt } = call;
  const details = [`${outcome} in ${duration(tookMs)}`, `waited ${duration(waitedMs)}`];
  if (attempt > 1) details.push(`attempt ${attempt}`);
  const startMs = callStart(call);
  return (
    <>
      <span className="explain-waited" style={{ left: percent(startMs), width: percent(sentMs - startMs) }} />
      <span
        className={isSuccess(call) ? "explain-took" : "explain-failed"}
        style={{ left: percent(sentMs), width: percent(tookMs) }}
        title={details.join(", ")}
      />
    </>
  );
}

/** A bar for the planned number of calls: how many are certain, and how many are possible. */
export function RangeBar({ least, most, max }: Range & { max: number }) {
  const percent = (calls: number) => `${(100 * calls) / max}%`;
  return (
    <div className="explain-lane" role="img" aria-label={`${range({ least, most })} of at most ${max} calls`}>
      <div className="explain-row">
        <span className="explain-possible" style={{ left: 0, width: percent(most) }} />
        {least > 0 && <span className="explain-certain" style={{ left: 0, width: percent(least) }} />}
      </div>
    </div>
  );
}

/** The time axis below the timelines. */
export function TimeAxis({ totalMs }: { totalMs: number }) {
  return (
    <div className="explain-axis" aria-hidden>
      {[0, 0.5, 1].map((part) => (
        <span key={part}>{part === 0 ? "0" : duration(part * totalMs)}</span>
      ))}
    </div>
  );
}
