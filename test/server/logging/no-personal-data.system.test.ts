import { expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/lever-sandbox/index.js";
import { leverEvent, sendEvent } from "../../support/lever-event.js";
import { startLoggedSubgraph } from "../../support/logged-subgraph.js";
import { startCollector } from "../../support/otlp-collector.js";

/** A text in all personal data and in every secret. */
const mark = "Zqxmark";
const phone = "+49 6660 1234321";
const key = `${mark}Key`;
const secret = `${mark}RouterSecret`;

/** The personal data and secrets that must not appear in a log, metric or trace, also in encoded form. */
const forbidden = [mark, phone, "1234321", Buffer.from(`${key}:`).toString("base64"), encodeURIComponent(phone)].map(
  (each) => each.toLowerCase(),
);

const mail = `${mark}.person@example.org`;

async function markedLever(): Promise<Sandbox> {
  const lever = await startSandbox({ candidates: 40, rate: Infinity, apiKey: key });
  const { contacts, opportunities, users, applications } = lever.account;
  for (const each of [...contacts, ...opportunities]) {
    each.name = `${mark} ${each.name}`;
    each.emails = [mail];
    each.phones = [{ type: "mobile", value: phone }];
    each.headline = `${mark} Inc.`;
  }
  for (const user of users) Object.assign(user, { name: `${mark} Boss`, email: mail, username: mark });
  for (const each of applications) Object.assign(each, { name: `${mark} Applicant`, email: mail });
  lever.changed();
  return lever;
}

const everything = `query Everything($first: Int, $after: String, $email: String) {
  candidates(first: $first, after: $after, filter: { email: $email }) {
    nodes {
      id fullName emails { data type } phoneNumbers { data type } remoteUrl missing { field }
      applications { id offer { status } rejectedReason { text } stage { name }
        job { name hiringTeam { hiringManagers { name email } } } }
    }
    pageInfo { endCursor }
  }
}`;

it("personal data and secrets are in no log, metric or trace, with any request and any failure", async () => {
  await using lever = await markedLever();
  await using collector = await startCollector();
  using subgraph = await startLoggedSubgraph(lever, {
    LOG_LEVEL: "trace",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ROUTER_SECRET: secret,
    LEVER_WEBHOOK_TOKEN: `${mark}WebhookToken`,
    LEVER_TIMEOUT_MS: "300",
    REFERENCE_TTL_MS: "0",
    MAX_OPERATION_COST: "500",
  });
  const router = { "router-authorization": secret };
  const ask = async (body: object | string, headers: Record<string, string> = {}) => {
    const answer = await subgraph.ask(body, { ...router, ...headers });
    return `${answer.status} ${await answer.text()}`;
  };
  const askAll = () => ask({ query: everything, variables: { first: 5 } });

  expect(await askAll()).toMatch(new RegExp(`^200 .*${mark} Boss.*`));
  expect(await askAll()).toContain(mail);
  expect(await ask({ query: everything, variables: { email: mail } })).toContain(mark);

  // Invalid variables, ids, cursors, queries, names, headers, paths and bodies with the mark.
  for (const variables of [
    { first: mark },
    { after: mark },
    { email: { of: mail } },
    { [mark]: mail },
    { first: 5.5 },
  ]) {
    await ask({ query: everything, variables });
  }
  const entity = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }";
  const texts = [
    `{ candidate(id: "${mail}") { fullName } }`,
    `{ candidates(filter: { email: "${mail}" }) { nodes { ${mark} } } }`,
    `{ candidates(first: "${mail}") { nodes { id } } }`,
    `{ candidate(id: "${mail}"`,
    `"${mail}" {`,
    `{ byRemoteId(provider: LEVER, kind: OPPORTUNITY, id: "${mail}") { __typename } }`,
    `{ jobs(filter: { departments: ["${mail}"] }) { nodes { id } } }`,
  ];
  for (const query of texts) await ask({ query });
  for (const of of [{ __typename: "Candidate", id: mail }, { __typename: mark, id: mail }, { [mark]: mail }, mail]) {
    await ask({ query: entity, variables: { of: [of] } });
  }
  await ask({ query: "query A { __typename } query B { __typename }", operationName: mail });
  await ask({ query: "{ __typename }", extensions: { persistedQuery: { version: 1, sha256Hash: mail } } });
  await ask(`{"query": "${mail}`);
  await ask(`{"query": ${JSON.stringify(mail.repeat(50_000))}}`);
  await ask({ query: "{ __typename }" }, { "x-request-id": mail, "x-max-upstream-calls": mail });
  await ask({ query: "{ __typename }" }, { "content-type": mark, authorization: mail, cookie: mail });
  await ask({ query: "{ __typename }" }, { "router-authorization": `${secret}${mail}` });
  const variables = encodeURIComponent(JSON.stringify({ email: mail, first: phone }));
  const query = encodeURIComponent(everything);
  for (const path of [
    `/graphql?query=${query}&variables=${variables}`,
    `/${mail}`,
    `/graphql/${mail}?${mail}`,
    `/%${mark}`,
  ]) {
    await fetch(`${subgraph.url}${path}`, { headers: router });
    await fetch(`${subgraph.url}${path}`, { method: "DELETE", headers: router });
  }

  // Signed and unsigned events with the mark in every field.
  const marks = { [mark]: mail, name: `${mark} Person`, opportunityId: mail, contactId: phone };
  const event = leverEvent(`${mark}WebhookToken`, { event: "contactUpdated", data: marks, token: mark });
  for (const each of [event, event, { ...event, event: mail, token: mail }, { [mark]: mail }, `{"${mail}`, mail]) {
    await sendEvent(subgraph, each);
  }

  // Every failure of Lever, with the mark in its responses.
  const failure = { code: mark, message: `${mail} ${phone} ${key}` };
  for (const status of [400, 401, 403, 404, 429, 500, 503]) {
    lever.faults.failNext(/./, { status, body: failure, headers: { "retry-after": "0" } }, 3);
    await askAll();
    lever.faults.clear();
  }
  for (const fault of ["reset", "reset-mid-body", "cut-json", "html", "stall", "wrong-shape"] as const) {
    lever.faults.failNext(/opportunities/, fault, 3);
    await askAll();
    lever.faults.clear();
  }
  const broken = [
    mark,
    { [mark]: mail },
    { name: { of: mail }, id: mail, emails: mail, stage: mail, applications: [{ id: mail }] },
  ];
  for (const row of broken) {
    lever.faults.failNext(
      /opportunities/,
      { edit: (json) => ({ ...json, data: [row], next: mail, hasNext: true }) },
      2,
    );
    await askAll();
    lever.faults.clear();
  }

  const metrics = await (await fetch(`${subgraph.url}/metrics`)).text();
  subgraph.stop();
  expect(await subgraph.ended).toBe(0);
  // All failures happened, and the log has only their codes.
  for (const seen of [
    "UPSTREAM_FORBIDDEN",
    "UPSTREAM_UNAVAILABLE",
    "UPSTREAM_BAD_RESPONSE",
    "UPSTREAM_UNAUTHENTICATED",
  ]) {
    expect(subgraph.output()).toContain(seen);
    expect(metrics).toContain(seen);
  }
  for (const seen of ["BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "UPSTREAM_TIMEOUT"]) {
    expect(metrics).toContain(seen);
  }
  expect((await subgraph.logLines("operation", 1)).length).toBeGreaterThan(35);
  const traces = collector.bytes().toString("latin1");
  for (const seen of ["Everything", "GET /opportunities", "UPSTREAM_FORBIDDEN"]) expect(traces).toContain(seen);
  for (const text of [subgraph.output(), metrics, traces]) {
    const hits = text.split("\n").filter((line) => forbidden.some((each) => line.toLowerCase().includes(each)));
    expect(hits).toEqual([]);
  }
});
