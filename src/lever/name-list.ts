import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import type { LeverClient } from "./client.js";
import { leverError } from "./errors.js";
import { isRecord, text } from "./readers.js";
import type { RecordParser } from "./records.js";

/** A list of Lever's whose rows are `{text, count}`, without an id. Lever docs: Sources, Tags. */
export class NameList {
  constructor(
    private readonly client: LeverClient,
    private readonly endpoint: "/sources" | "/tags",
  ) {}

  /** Every name, in Lever's order. Unusable rows are reported and left out. */
  async readAll(context: CallContext): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const rows of this.client.readPages({ endpoint: this.endpoint }, parseName, context)) {
      for (const row of rows) {
        if (row instanceof AtsError) context.reportError(row);
        else names.push(row);
      }
    }
    return names;
  }
}

const parseName: RecordParser<string> = (raw) => {
  const name = isRecord(raw) ? text(raw.text, () => undefined) : null;
  return name ?? leverError("UPSTREAM_BAD_RESPONSE", "Lever sent a source or a tag without a text. It is left out.");
};
