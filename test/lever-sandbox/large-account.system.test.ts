import { describe, expect, it } from "vitest";
import { createAccount, startSandbox } from "../../src/lever-sandbox/index.js";
import { isFull } from "../support/property-runs.js";
import { ask, ids } from "./client.js";

describe.runIf(isFull)("100,000 opportunities", () => {
  it("are listed page by page without sorting them again", { timeout: 120_000 }, async () => {
    const account = createAccount({ candidates: 97_000 });
    expect(account.opportunities.length).toBeGreaterThan(99_000);
    await using sandbox = await startSandbox({ account, rate: Infinity });
    const first = await ask(sandbox, "/opportunities?expand=applications&expand=contact");
    const someone = account.contacts.at(-1)!.id;
    expect(await ids(sandbox, `/opportunities?contact_id=${someone}`)).toHaveLength(
      account.opportunities.filter(({ contact }) => contact === someone).length,
    );

    const before = performance.now();
    let offset = first.body.next;
    for (let page = 0; page < 100; page++) {
      offset = (await ask(sandbox, `/opportunities?expand=applications&offset=${encodeURIComponent(offset)}`)).body
        .next;
      await ids(sandbox, `/opportunities?contact_id=${account.contacts[page * 900]!.id}`);
    }
    // Sorting for each request would take about 100 ms per request, which is twenty times as long.
    expect((performance.now() - before) / 200).toBeLessThan(100);
  });
});
