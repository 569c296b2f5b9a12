import { z } from "zod";

/** Lever docs: Opportunities, Postings, `urls`; null for a posting that was never published. */
const Urls = z.object({ show: z.url({ protocol: /^https?$/ }) });

/** Lever's page of a record, by what the record's `urls` hold. Null for what is no address on the web. */
export function pageUrl(urls: unknown): string | null {
  return Urls.safeParse(urls).data?.show ?? null;
}
