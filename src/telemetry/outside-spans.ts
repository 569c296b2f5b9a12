import { ROOT_CONTEXT, context } from "@opentelemetry/api";

/** Runs work that does not belong to the span of its caller. */
export function outsideSpans<T>(run: () => T): T {
  return context.with(ROOT_CONTEXT, run);
}
