import { readFileSync } from "node:fs";
import type { AxeResults, ElementContext } from "axe-core";
import type { Page } from "playwright-core";

/**
 * The problems that axe finds, one line each, except the buttons in GraphiQL's tabs. The page loads no foreign scripts, so
 * axe's code is evaluated.
 */
export async function axeFaults(page: Page, context: ElementContext = "html"): Promise<string[]> {
  await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
  const { violations }: AxeResults = await page.evaluate(`axe.run(${JSON.stringify(context)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => id !== "nested-interactive" || !html.includes("graphiql-tab"))
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
