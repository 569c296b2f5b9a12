import type { ReactNode } from "react";
import { CallTable } from "./call-table.tsx";
import { CallTimeline, RangeBar, TimeAxis } from "./call-timeline.tsx";
import {
  callEnd,
  type Call,
  duration,
  endpointsOf,
  type Explanation,
  howText,
  isSuccess,
  type Plan,
  range,
} from "./explanation.ts";

/** An explanation as a picture, one section for each endpoint: the calls over time, or the planned number of calls. */
export function ExplainChart({ explanation }: { explanation: Explanation }) {
  const { run } = explanation;
  const endpoints = endpointsOf(explanation).map((entry) => ({
    ...entry,
    calls: run?.calls.filter(({ endpoint }) => endpoint === entry.endpoint) ?? [],
  }));
  const shown = run ? endpoints.filter(({ calls }) => calls.length > 0) : endpoints;
  const unused = endpoints.filter((entry) => !shown.includes(entry));
  const hasCalls = run !== undefined && run.calls.length > 0;
  const totalMs = Math.max(1, run?.tookMs ?? 0, ...(run?.calls.map(callEnd) ?? []));
  const maxCalls = Math.max(1, ...endpoints.map(({ most }) => most));
  return (
    <>
      <Summary explanation={explanation} />
      {hasCalls && <Legend entries={runLegend(run.calls)} />}
      {!run && endpoints.length > 0 && <Legend entries={planLegend} />}
      {shown.map(({ endpoint, calls, least, most, for: reasons }) => (
        <section key={endpoint} className="explain-endpoint" aria-label={endpoint}>
          <h3>
            <code>{endpoint}</code>
            <span>{run ? `${calls.length} of ${range({ least, most })}` : range({ least, most })}</span>
          </h3>
          {run ? (
            <CallTimeline calls={calls} totalMs={totalMs} />
          ) : (
            <RangeBar least={least} most={most} max={maxCalls} />
          )}
          <ul>
            {reasons.map((reason) => (
              <li key={reason.path}>
                {/* Zero-width spaces, so that a long path can wrap. */}
                <span>{reason.path.replaceAll(".", ".\u200b")}</span>
                {!run && <span>{range(reason)}</span>}
                {!run && reason.how && <code className="explain-how">{howText(reason.how)}</code>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {hasCalls && <TimeAxis totalMs={totalMs} />}
      {run && unused.length > 0 && <p className="explain-note">Not needed this time: {codes(unused)}</p>}
      {hasCalls && <CallTable calls={run.calls} />}
    </>
  );
}

function codes(endpoints: readonly { endpoint: string }[]): ReactNode[] {
  return endpoints.flatMap(({ endpoint }, index) => [index > 0 && ", ", <code key={endpoint}>{endpoint}</code>]);
}

function Summary({ explanation: { plan, run } }: { explanation: Explanation }) {
  const figures = run ? runFigures(run) : plan ? planFigures(plan) : [];
  return (
    <dl className="explain-summary">
      {figures.map(([value, label]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Figure = [value: string, label: string];

function runFigures({
  calls,
  tookMs,
  waitedMs,
  reused,
  coalesced,
  retries,
}: NonNullable<Explanation["run"]>): Figure[] {
  const figures: Figure[] = [
    [String(calls.length), calls.length === 1 ? "call" : "calls"],
    [duration(tookMs), "in total"],
    // In whole milliseconds, as in `extensions.upstream`.
    [duration(Math.round(waitedMs)), "waiting for the rate limit"],
    [String(reused), coalesced > 0 ? `reused, ${coalesced} from calls in progress` : "reused"],
  ];
  return retries > 0 ? [...figures, [String(retries), "retried"]] : figures;
}

function planFigures({ calls, rateLimitMs, cost }: Plan): Figure[] {
  return [
    [range(calls), calls.most === 1 ? "call" : "calls"],
    [range(rateLimitMs, duration), "waiting for the rate limit"],
    [String(cost), "static cost"],
  ];
}

type LegendEntry = [kind: string, label: string];

const planLegend: LegendEntry[] = [
  ["certain", "certain"],
  ["possible", "possible"],
];

function runLegend(calls: readonly Call[]): LegendEntry[] {
  return [
    ["waited", "waiting for the rate limit"],
    ["took", "waiting for the provider"],
    ...(calls.every(isSuccess) ? [] : [["failed", "failed"] satisfies LegendEntry]),
  ];
}

function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul className="explain-legend">
      {entries.map(([kind, label]) => (
        <li key={kind}>
          <span className={`explain-swatch explain-${kind}`} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  );
}
