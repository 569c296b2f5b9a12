import { describe, expect, it } from "vitest";
import { type Account, createAccount, startSandbox } from "../../../src/lever-sandbox/index.js";
import { startProcess } from "../../support/started-process.js";

/** The marks of the field-support matrix for Lever. */
const matrix = {
  Candidates: {
    id: "✓",
    first_name: "x",
    last_name: "x",
    full_name: "✓",
    emails: "✓",
    "emails[].data": "✓",
    "emails[].type": "✓",
    phone_numbers: "✓",
    "phone_numbers[].type": "✓",
    "phone_numbers[].data": "✓",
    created_at: "✓",
    last_activity_at: "✓",
    application_ids: "✓",
  },
  Applications: {
    id: "✓",
    candidate_id: "✓",
    job_id: "✓",
    offer_id: "✓",
    stage: "✓",
    "stage.id": "✓",
    "stage.name": "✓",
    rejected_at: "✓",
    rejected_reason: "✓",
    "rejected_reason.text": "✓",
  },
  Jobs: {
    id: "✓",
    name: "✓",
    status: "✓",
    department: "✓",
    "department.name": "✓",
    created_at: "✓",
    closed_at: "✓",
    hiring_team: "✓",
    "hiring_team.hiring_managers": "✓",
    "hiring_team.recruiters": "x",
  },
  Stages: { id: "✓", job_id: "x", name: "✓" },
  Offers: {
    id: "✓",
    application_id: "✓",
    candidate_id: "✓",
    job_id: "✓",
    created_at: "✓",
    updated_at: "x",
    status: "✓",
  },
};

describe("npm run conformance", () => {
  it("confirms all 43 rows of the matrix with the embedded sandbox", async () => {
    const { code, output } = await conformance({ LEVER_RATE: "1000", LEVER_BURST: "1000" });
    expect(Object.values(matrix).flatMap((rows) => Object.keys(rows))).toHaveLength(43);
    expect(matrixIn(output)).toEqual(matrix);
    expect(output).not.toMatch(/Contradictions|Not compared/);
    expect(code).toBe(0);
  });

  it("reads any account within the rate limit and the call limit, and prints no personal data", async () => {
    await using lever = await startSandbox({ seed: 7, candidates: 400, rate: 20 });
    const { code, output } = await conformance({
      LEVER_BASE_URL: lever.url,
      LEVER_API_KEY: lever.apiKey,
      LEVER_RATE: "20",
      // A busy machine can receive calls of half a second together.
      LEVER_BURST: "10",
    });
    expect(matrixIn(output)).toEqual(matrix);
    expect(code).toBe(0);
    expect(new Set(lever.log.map(({ method, status }) => `${method} ${status}`))).not.toContain("GET 429");
    expect(new Set(lever.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(output).toContain(`Calls to Lever: ${lever.log.length}\n`);
    expect(lever.log.length).toBeLessThanOrEqual(100);
    expect(personalDataIn(output, lever.account)).toEqual([]);
  });

  it("reports a contradiction without the value, and exits with 1", async () => {
    await using lever = await startSandbox({ rate: Infinity, seed: 3 });
    // Only the subgraph sends this request: it reads opportunities by contact, with its own list of fields.
    lever.faults.failNext(/include=.*contact_id=/, { edit: renamed }, Infinity);
    const { code, output } = await conformance({
      LEVER_BASE_URL: lever.url,
      LEVER_API_KEY: lever.apiKey,
      LEVER_RATE: "1000",
      LEVER_BURST: "1000",
    });
    expect(output).toMatch(
      /Candidate\.fullName \(NATIVE\): differs from the value in Lever: \d+ records, such as [\w-]+\n/,
    );
    expect(matrixIn(output)).toEqual({ ...matrix, Candidates: { ...matrix.Candidates, full_name: "!" } });
    expect(code).toBe(1);
    expect(lever.log.length).toBeLessThanOrEqual(300);
    expect(personalDataIn(output, lever.account)).toEqual([]);
    expect(output).not.toContain("Somebody Else");
  });

  it("prints one line if the key is wrong, and exits with 1", async () => {
    await using lever = await startSandbox();
    const { code, output } = await conformance({ LEVER_BASE_URL: lever.url, LEVER_API_KEY: "wrong-key" });
    expect(output).toMatch(/\nUPSTREAM_UNAUTHENTICATED: .*LEVER_API_KEY.*\n$/);
    expect(output).not.toContain("wrong-key");
    expect(code).toBe(1);
  });
});

it("the check for personal data finds a name and an email address", () => {
  const account = createAccount({ seed: 7, candidates: 400 });
  const { name, emails } = account.contacts.find((each) => each.emails.length > 0 && each.name !== "")!;
  expect(personalDataIn(`It is ${name}, ${emails[0]!}.`, account)).toEqual(expect.arrayContaining([name, emails[0]]));
});

async function conformance(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const script = new URL("../../../scripts/conformance.ts", import.meta.url).pathname;
  using command = startProcess(["--import", "tsx", script], env);
  const code = await command.ended;
  return { code, output: command.output() };
}

/** The marks in the matrix at the end of the output, by heading and row. */
function matrixIn(output: string): Record<string, Record<string, string>> {
  const [, ...tables] = output.split("## ");
  return Object.fromEntries(
    tables.map((table) => [
      table.split("\n")[0]!,
      Object.fromEntries([...table.matchAll(/^\| `(\S+)` +\| (\S)/gm)].map(([, row, mark]) => [row!, mark!])),
    ]),
  );
}

function renamed(json: any): unknown {
  return { ...json, data: json.data.map((row: object) => ({ ...row, name: "Somebody Else" })) };
}

/** The names, email addresses and phone numbers of an account that the text contains. */
function personalDataIn(text: string, { contacts, users }: Account): string[] {
  const personal = [
    ...contacts.flatMap(({ name, emails, phones }) => [name, ...emails, ...phones.map(({ value }) => value)]),
    ...users.flatMap(({ name, email }) => [name, email]),
  ];
  return personal.filter((each) => each.trim() !== "" && text.includes(each));
}
