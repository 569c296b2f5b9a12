import { z } from "zod";

/** Lever docs: Opportunities, Postings, `urls`. `show` is null for a posting that was never published. */
const Urls = z.object({ show: z.url({ protocol: /^https?$/ }) });

/** The URL of a record's page in Lever, from the record's `urls`. Null when `urls` has no http or https URL. */
export function pageUrl(urls: unknown): string | null {
  return Urls.safeParse(urls).data?.show ?? null;
}
