import { z } from "zod";
import { configuredHostName } from "./host-name.js";
import { isHttpsOrLoopback } from "./loopback.js";

/** A secret that clients send in a header, or that they sign with. */
export const secret = z
  .string()
  .min(16, "must have at least 16 characters: create one with `openssl rand -base64 32`")
  .regex(/^[\x20-\x7e]+$/, "must be printable ASCII");

/** An origin whose pages may send requests. It is compared with the header `Origin` as text. */
export const origin = z.string().superRefine(reportProblem(originProblem));

/** The URL of an API: requests add paths and parameters to it. */
export const apiUrl = z.string().superRefine(reportProblem((text) => urlProblem(text) ?? queryProblem(text)));

/** The URL of one resource. It may have a query, as those of some issuers of tokens. */
export const resourceUrl = z.string().superRefine(reportProblem(urlProblem));

/** Reports what `problemOf` finds in a value. */
function reportProblem(problemOf: (text: string) => string | undefined) {
  return (text: string, context: z.core.$RefinementCtx<string>): void => {
    const problem = problemOf(text);
    if (problem !== undefined) context.addIssue(problem);
  };
}

function originProblem(text: string): string | undefined {
  if (text.includes("*")) return "must name each origin, without *: patterns are not supported";
  const rule = "must be origins as browsers send them";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || configuredHostName(url.host) === undefined)
    return `${rule}, such as https://hiring.example, separated by commas`;
  return url.origin === text ? undefined : `${rule}: write ${url.origin}`;
}

/** Why requests to a URL cannot carry secrets. `fetch` refuses a URL with a user name. Messages do not quote the URL. */
function urlProblem(text: string): string | undefined {
  if (!isHttpsOrLoopback(text)) return "must be an https:// URL, or http:// on loopback";
  if (/^[a-z]+:[\\/]*[^\\/?#]*@/i.test(text)) return "must not have a user name or a password";
  return text.includes("#") ? "must not have a fragment (#...)" : undefined;
}

function queryProblem(text: string): string | undefined {
  return text.includes("?") ? "must not have a query (?...)" : undefined;
}
