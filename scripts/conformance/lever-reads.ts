import { z } from "zod";

/** A list repeats its parameter. */
export type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * One GET to Lever: the JSON it answers; undefined where Lever has nothing (404) or the key may not read it (403).
 * `endpoint` is a pattern such as `/opportunities/:id/offers`, and names what is counted.
 */
export type Get = (read: { readonly url: URL; readonly endpoint: string }) => Promise<unknown>;

const Envelope = z.object({ data: z.unknown(), hasNext: z.boolean().optional(), next: z.string().optional() });

/** Plain reads of an account of Lever, at `baseUrl`. What comes is taken as it is. */
export class LeverReads {
  constructor(
    private readonly baseUrl: string,
    private readonly get: Get,
  ) {}

  /** The object, or undefined. */
  async one<T>(endpoint: string, id: string): Promise<T | undefined> {
    return (await this.read(endpoint, id, {}))?.data as T | undefined;
  }

  /** The first rows of a list, or undefined. */
  async first<T>(endpoint: string, limit: number, parameters: Parameters = {}): Promise<readonly T[] | undefined> {
    return (await this.read(endpoint, "", { ...parameters, limit }))?.data as readonly T[] | undefined;
  }

  /** Every row of a list, or undefined. */
  async all<T>(endpoint: string, parameters: Parameters = {}, id = ""): Promise<readonly T[] | undefined> {
    const rows: T[] = [];
    for (let paging: Parameters = { limit: 100 }; ;) {
      const page = await this.read(endpoint, id, { ...parameters, ...paging });
      if (page === undefined) return undefined;
      rows.push(...(page.data as readonly T[]));
      if (page.hasNext !== true || page.next === undefined) return rows;
      paging = { limit: 100, offset: page.next };
    }
  }

  private async read(endpoint: string, id: string, parameters: Parameters) {
    const url = new URL(this.baseUrl.replace(/\/+$/, "") + endpoint.replace(":id", encodeURIComponent(id)));
    for (const [name, values] of Object.entries(parameters)) {
      for (const value of [values].flat()) url.searchParams.append(name, String(value));
    }
    const body = await this.get({ url, endpoint });
    return body === undefined ? undefined : Envelope.parse(body);
  }
}
