import { createElement as h, Fragment, type ReactNode } from "react";
import {
  begin,
  type Call,
  duration,
  end,
  type Explanation,
  inRows,
  type Range,
  range,
  succeeded,
} from "./explanation.ts";

/** An explanation as a picture: what was done over time, or what would be, endpoint by endpoint. Its table says the same. */
export function ExplainChart({ explanation: { plan, run } }: { explanation: Explanation }) {
  const endpoints = plan.byEndpoint.map((each) => ({
    ...each,
    made: run?.calls.filter(({ endpoint }) => endpoint === each.endpoint) ?? [],
  }));
  const shown = run ? endpoints.filter(({ made }) => made.length > 0) : endpoints;
  const unused = endpoints.filter((each) => !shown.includes(each));
  const totalMs = Math.max(1, run?.tookMs ?? 0, ...(run?.calls.map(end) ?? []));
  const mostCalls = Math.max(1, ...plan.byEndpoint.map(({ most }) => most));
  return h(
    Fragment,
    null,
    h(Summary, { explanation: run ? { plan, run } : { plan } }),
    run && run.calls.length > 0 && h(Legend, { entries: runLegend(run.calls) }),
    !run && endpoints.length > 0 && h(Legend, { entries: planLegend }),
    shown.map(({ endpoint, made, least, most, for: reasons }) =>
      h(
        "section",
        { key: endpoint, className: "explain-endpoint", "aria-label": endpoint },
        h(
          "h3",
          null,
          h("code", null, endpoint),
          h("span", null, run ? `${made.length} of ${range({ least, most })}` : range({ least, most })),
        ),
        run ? h(Lane, { calls: made, totalMs }) : h(RangeBar, { least, most, of: mostCalls }),
        h(
          "ul",
          null,
          reasons.map((reason) =>
            h(
              "li",
              { key: reason.path },
              h("span", null, reason.path.replaceAll(".", ".\u200b")),
              !run && h("span", null, range(reason)),
            ),
          ),
        ),
      ),
    ),
    run && run.calls.length > 0 && h(Axis, { totalMs }),
    run && unused.length > 0 && h("p", { className: "explain-note" }, "Not needed this time: ", codes(unused)),
    run && run.calls.length > 0 && h(CallTable, { calls: run.calls }),
  );
}

function codes(endpoints: readonly { endpoint: string }[]): ReactNode[] {
  return endpoints.flatMap(({ endpoint }, index) => [index > 0 && ", ", h("code", { key: endpoint }, endpoint)]);
}

function Summary({ explanation: { plan, run } }: { explanation: Explanation }) {
  const facts: [string, string][] = run
    ? [
        [String(run.calls.length), run.calls.length === 1 ? "call" : "calls"],
        [duration(run.tookMs), "in all"],
        [duration(run.waitedMs), "waited, added up"],
        [String(run.reused), run.coalesced > 0 ? `reused, ${run.coalesced} under way` : "reused"],
        ...(run.retries > 0 ? [[String(run.retries), "sent again"] satisfies [string, string]] : []),
      ]
    : [
        [range(plan.calls), plan.calls.most === 1 ? "call" : "calls"],
        [range(plan.rateLimitMs, duration), "by the rate limit"],
        [String(plan.cost), "static cost"],
      ];
  return h(
    "dl",
    { className: "explain-summary" },
    facts.map(([value, name]) => h("div", { key: name }, h("dt", null, name), h("dd", null, value))),
  );
}

const planLegend: [string, string][] = [
  ["certain", "certain"],
  ["possible", "at the most"],
];

function runLegend(calls: readonly Call[]): [string, string][] {
  return [
    ["waited", "waited for the rate limit"],
    ["took", "Lever answered"],
    ...(calls.every(succeeded) ? [] : [["failed", "failed"] satisfies [string, string]]),
  ];
}

function Legend({ entries }: { entries: [string, string][] }) {
  return h(
    "ul",
    { className: "explain-legend" },
    entries.map(([kind, name]) =>
      h("li", { key: kind }, h("span", { className: `explain-swatch explain-${kind}`, "aria-hidden": true }), name),
    ),
  );
}

/** The calls to one endpoint over the time of the operation. */
function Lane({ calls, totalMs }: { calls: readonly Call[]; totalMs: number }) {
  const rows = inRows(calls);
  const spans = calls.map((call) => `${duration(begin(call))} to ${duration(end(call))}`);
  return h(
    "div",
    {
      className: rows.length > 12 ? "explain-lane explain-thin" : "explain-lane",
      role: "img",
      "aria-label": `${calls.length} of the calls over time: ${spans.slice(0, 5).join(", ")}${spans.length > 5 ? ", …" : ""}`,
    },
    rows.map((row, index) =>
      h(
        "div",
        { key: index, className: "explain-row" },
        row.map((call) => h(CallBar, { key: call.sentMs, call, totalMs })),
      ),
    ),
  );
}

function CallBar({ call, totalMs }: { call: Call; totalMs: number }) {
  const percent = (ms: number) => `${(100 * ms) / totalMs}%`;
  const { sentMs, waitedMs, tookMs, outcome, attempt } = call;
  const words = [`${outcome} in ${duration(tookMs)}`, `waited ${duration(waitedMs)}`];
  if (attempt > 1) words.push(`attempt ${attempt}`);
  return h(
    Fragment,
    null,
    h("span", {
      className: "explain-waited",
      style: { left: percent(begin(call)), width: percent(sentMs - begin(call)) },
    }),
    h("span", {
      className: succeeded(call) ? "explain-took" : "explain-failed",
      style: { left: percent(sentMs), width: percent(tookMs) },
      title: words.join(", "),
    }),
  );
}

/** How many calls are certain, and how many there may be. */
function RangeBar({ least, most, of }: Range & { of: number }) {
  const percent = (calls: number) => `${(100 * calls) / of}%`;
  return h(
    "div",
    { className: "explain-lane", role: "img", "aria-label": `${range({ least, most })} of ${of} calls at the most` },
    h(
      "div",
      { className: "explain-row" },
      h("span", { className: "explain-possible", style: { left: 0, width: percent(most) } }),
      least > 0 && h("span", { className: "explain-certain", style: { left: 0, width: percent(least) } }),
    ),
  );
}

function Axis({ totalMs }: { totalMs: number }) {
  return h(
    "div",
    { className: "explain-axis", "aria-hidden": true },
    [0, 0.5, 1].map((part) => h("span", { key: part }, part === 0 ? "0" : duration(part * totalMs))),
  );
}

function CallTable({ calls }: { calls: readonly Call[] }) {
  const header = (name: string) => h("th", { key: name, scope: "col" }, name);
  return h(
    "table",
    { className: "explain-calls" },
    h("caption", null, "Calls in the order they were sent"),
    h("thead", null, h("tr", null, ["Endpoint", "Sent", "Waited", "Took", "Answer"].map(header))),
    h(
      "tbody",
      null,
      calls.map((call, index) =>
        h(
          "tr",
          { key: index, className: succeeded(call) ? undefined : "explain-bad" },
          h("th", { scope: "row" }, h("code", null, call.endpoint)),
          h("td", null, duration(call.sentMs)),
          h("td", null, duration(call.waitedMs)),
          h("td", null, duration(call.tookMs)),
          h("td", null, String(call.outcome), call.attempt > 1 && ` (attempt ${call.attempt})`),
        ),
      ),
    ),
  );
}
