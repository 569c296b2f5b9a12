import { SpanStatusCode, context, trace } from "@opentelemetry/api";
import { AtsError, type ErrorCode } from "../ats/errors.js";
import { tracer } from "./tracer.js";

/** Loads a batch within a span that has the name of the loader and the number of keys, but no key. */
export function inBatchSpan<T>(loader: string, size: number, load: () => Promise<T>): Promise<T> {
  const span = tracer.startSpan(`dataloader.batch ${loader}`, { attributes: { "ats_subgraph.batch.size": size } });
  if (!span.isRecording()) return load();
  return context.with(trace.setSpan(context.active(), span), async () => {
    try {
      return await load();
    } catch (error) {
      const code: ErrorCode = error instanceof AtsError ? error.code : "INTERNAL_SERVER_ERROR";
      span.setAttribute("error.type", code);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
