import { type Explanation, range } from "./explanation.ts";
import type { SupportRow } from "./null-reason.ts";

/** An operation in the editors, with the headers that the visitor typed. */
export interface EditedOperation {
  query: string;
  operationName: string | undefined;
  variables: unknown;
  headers: Record<string, string>;
}

/** The answer to `x-explain: plan`. */
interface Planned {
  errors?: { message: string }[];
  extensions?: { explain?: Explanation };
}

let latestPlan: { key: string; answer: Promise<Planned> } | undefined;

/**
 * What the field at these paths costs, as Markdown, from the plan of the subgraph: `x-explain: plan` runs nothing. The latest
 * plan is kept until the operation changes.
 */
export async function fieldCost(operation: EditedOperation, paths: readonly string[]): Promise<string> {
  const key = JSON.stringify(operation);
  if (latestPlan?.key !== key) latestPlan = { key, answer: post<Planned>(operation, { "x-explain": "plan" }) };
  const { errors, extensions } = await latestPlan.answer;
  const plan = extensions?.explain?.plan;
  if (!plan) return `Cost: unknown. ${errors?.[0]?.message ?? "The answer has no plan."}`;
  const own = plan.byEndpoint.flatMap(({ endpoint, for: fields }) => {
    const ranges = fields.filter(({ path }) => paths.includes(path));
    const most = ranges.reduce((sum, each) => sum + each.most, 0);
    return most > 0
      ? [`${range({ least: Math.max(...ranges.map(({ least }) => least)), most })} to \`${endpoint}\``]
      : [];
  });
  const cost = own.length > 0 ? `provider calls: ${own.join(", ")}` : "no provider call of its own";
  return `**Cost:** ${cost}. The whole operation: ${range(plan.calls)}.`;
}

let support: Promise<(SupportRow & { provider: string })[]> | undefined;

/** How well the provider fills each field. It takes no provider call, and is asked for once. Empty if it cannot be read. */
export function providerSupport(headers: Record<string, string>) {
  support ??= post<{ data?: { providerSupport?: (SupportRow & { provider: string })[] } }>({
    query: "{ providerSupport { type field provider level reason } }",
    headers,
  }).then(({ data }) => {
    if (!data?.providerSupport) support = undefined;
    return data?.providerSupport ?? [];
  });
  return support;
}

/** Posts beside GraphiQL, so that its answer and its history stay as they are. An answer that cannot be read is empty. */
async function post<Answer extends object>(
  { headers, ...body }: Partial<EditedOperation>,
  added?: Record<string, string>,
): Promise<Partial<Answer>> {
  try {
    const response = await fetch("graphql", {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json", ...headers, ...added },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  } catch {
    return {};
  }
}
