import { z } from "zod";

/** The parameters of a query. A parameter with several values is repeated. */
export type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * Sends a GET to Lever and returns the body; undefined for 404 (no such record) and 403 (the key may not read it).
 * `endpoint` is a pattern such as `/opportunities/:id/offers`, for metrics.
 */
export type Get = (read: { readonly url: URL; readonly endpoint: string }) => Promise<unknown>;

const Envelope = z.object({ data: z.unknown(), hasNext: z.boolean().optional(), next: z.string().optional() });

/** Reads an account of Lever at `baseUrl`. It does not check the shape of the records. */
export class LeverReads {
  constructor(
    private readonly baseUrl: string,
    private readonly get: Get,
  ) {}

  /** One record, or undefined. */
  async one<T>(endpoint: string, id: string): Promise<T | undefined> {
    return (await this.read(endpoint, id, {}))?.data as T | undefined;
  }

  /** The first rows of a list, or undefined. */
  async first<T>(endpoint: string, limit: number, parameters: Parameters = {}): Promise<readonly T[] | undefined> {
    return (await this.read(endpoint, "", { ...parameters, limit }))?.data as readonly T[] | undefined;
  }

  /** All rows of a list, or undefined. */
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
