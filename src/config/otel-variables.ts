import { z } from "zod";
import type { RawSettings, SettingProblem } from "./environment.js";

const whole = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .max(2 ** 31 - 1, "must be less than 2^31");
const limit = whole.min(0, "must not be negative");
const count = whole.min(1, "must be 1 or more");
const ratio = z.coerce.number("must be a number").min(0, "must be 0 to 1").max(1, "must be 0 to 1");
const oneOf = <const T extends readonly string[]>(values: T) =>
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(values, `must be ${values.join(", ")}: others are not supported`));
const flag = oneOf(["true", "false"]).transform((value) => value === "true");
/** A list of which only the supported names are used. */
const names = z.string().transform((text) => text.split(",").flatMap((name) => name.trim().toLowerCase() || []));
/** `name=value` pairs, percent-encoded. W3C: Baggage, without properties. */
const pairs = z.string().transform((text, context) => {
  try {
    return Object.fromEntries(text.split(",").flatMap((pair) => (pair.trim() === "" ? [] : [pairOf(pair)])));
  } catch {
    context.addIssue("must be name=value pairs, percent-encoded and separated by commas");
    return z.NEVER;
  }
});
const headers = pairs.refine(isSendable, {
  error: "must be headers that can be sent, such as authorization=Bearer%20token",
});
const protocol = oneOf(["http/protobuf"]).default("http/protobuf");
const compression = oneOf(["gzip", "none"]);

/** The variables of OpenTelemetry's specification that traces depend on, besides the endpoints and the files of keys. */
export const OtelVariables = z.object({
  OTEL_SDK_DISABLED: flag.default(false),
  OTEL_TRACES_EXPORTER: names.default([]),
  OTEL_METRICS_EXPORTER: names.default([]),
  OTEL_LOGS_EXPORTER: names.default([]),
  OTEL_PROPAGATORS: names.default(["tracecontext", "baggage"]),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs.default({}),
  OTEL_TRACES_SAMPLER: oneOf([
    "always_on",
    "always_off",
    "traceidratio",
    "parentbased_always_on",
    "parentbased_always_off",
    "parentbased_traceidratio",
  ]).default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: ratio.default(1),
  OTEL_BSP_SCHEDULE_DELAY: limit.default(5000),
  OTEL_BSP_EXPORT_TIMEOUT: count.default(30_000),
  OTEL_BSP_MAX_QUEUE_SIZE: count.default(2048),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count.default(512),
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: count.optional(),
  OTEL_ATTRIBUTE_COUNT_LIMIT: limit.default(128),
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: count.optional(),
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: limit.optional(),
  OTEL_SPAN_EVENT_COUNT_LIMIT: limit.default(128),
  OTEL_SPAN_LINK_COUNT_LIMIT: limit.default(128),
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: limit.default(128),
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: limit.default(128),
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_HEADERS: headers.optional(),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: headers.optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: count.optional(),
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: count.optional(),
  OTEL_EXPORTER_OTLP_COMPRESSION: compression.optional(),
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: compression.optional(),
});

/** The names that each list may have, and why others are ignored. */
const supported = [
  ["OTEL_TRACES_EXPORTER", ["otlp", "none"], "other exporters are not supported"],
  ["OTEL_METRICS_EXPORTER", ["prometheus", "none"], "metrics are at /metrics"],
  ["OTEL_LOGS_EXPORTER", ["console", "none"], "the log is written to standard output"],
  ["OTEL_PROPAGATORS", ["tracecontext", "baggage", "none"], "other propagators are not supported"],
] as const;

/**
 * Reads the variables. A value that cannot be used is ignored, and is a problem to warn of, as the specification has it. A
 * problem never contains the value, which can be secret. OpenTelemetry: Environment Variable Specification.
 */
export function readOtelVariables(set: RawSettings): {
  variables: z.infer<typeof OtelVariables>;
  problems: readonly SettingProblem[];
} {
  const problems = new Map<string, string>();
  for (const { path, message } of OtelVariables.safeParse(set).error?.issues ?? []) {
    const name = String(path[0]);
    if (!problems.has(name)) problems.set(name, message);
  }
  const variables = OtelVariables.parse(
    Object.fromEntries(Object.entries(set).filter(([name]) => !problems.has(name))),
  );
  // The setting for traces replaces the one for all signals.
  if (set.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL !== undefined) problems.delete("OTEL_EXPORTER_OTLP_PROTOCOL");
  for (const [name, known, why] of supported) {
    const used = variables[name].filter((each) => known.some((one) => one === each));
    if (used.length < variables[name].length) problems.set(name, `can be ${known.join(", ")}: ${why}`);
    variables[name] = used;
  }
  return { variables, problems: [...problems] };
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf("=");
  const name = decodeURIComponent(text.slice(0, Math.max(0, at)).trim());
  if (name === "") throw new Error("A pair has no name.");
  return [name, decodeURIComponent(text.slice(at + 1).trim())];
}

/** RFC 9110, 5.1 and 5.5. */
function isSendable(given: Readonly<Record<string, string>>): boolean {
  return Object.entries(given).every(
    ([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  );
}
