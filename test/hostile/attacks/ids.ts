import { bounded, document, sequence, post, refused } from "../attack.js";

const uuid = "c4f5a6b7-0000-4000-8000-000000000000";

/** Requests with this id in every field, argument and entity that takes an id. */
function everyUseOf(id: string) {
  const representations = ["Candidate", "Application", "Job", "Stage", "Offer"].map((__typename) => ({
    __typename,
    id,
  }));
  const byId = ["candidate", "application", "job", "stage", "offer"];
  const lists = {
    candidates: ["jobIds", "stageIds"],
    applications: ["candidateIds", "jobIds", "stageIds"],
    offers: ["candidateIds", "jobIds", "stageIds"],
  };
  return sequence(
    ...byId.map((field) => document(`query ($id: ID!) { ${field}(id: $id) { __typename remoteId } }`, { id })),
    ...["CONTACT", "OPPORTUNITY", "POSTING", "STAGE"].map((kind) =>
      document(`query ($id: ID!) { byRemoteId(provider: LEVER, kind: ${kind}, id: $id) { __typename } }`, { id }),
    ),
    ...Object.entries(lists).flatMap(([list, names]) =>
      names.map((name) =>
        document(`query ($id: ID!) { ${list}(filter: { ${name}: [$id] }) { nodes { id } } }`, { id }),
      ),
    ),
    document(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { fullName } ... on Application { status } ... on Job { name } ... on Stage { name } ... on Offer { status } } }",
      { of: representations },
    ),
    document(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { id } ... on Application { id } ... on Job { id } ... on Stage { id } ... on Offer { id } } }",
      { of: representations },
    ),
  );
}

/** Ids that must not become part of a URL of Lever. */
const hostileIds: Readonly<Record<string, string>> = {
  "a path upwards": "../users",
  "a path upwards, encoded": "%2e%2e%2fusers",
  "a path upwards, encoded twice": "%252e%252e%252fusers",
  "a path upwards by backslashes": "..\\..\\users",
  "an id and a path": `${uuid}/offers`,
  "a query": `${uuid}?include=all`,
  "a fragment": `${uuid}#`,
  "a host": "@127.0.0.1:1/",
  "a URL": "http://127.0.0.1:1/",
  "a second line": `${uuid}\r\nx-injected: 1`,
  "a newline at the end": `${uuid}\n`,
  "a NUL": `${uuid}\u0000`,
  "a dot": ".",
  "two dots": "..",
  empty: "",
  "a space": " ",
  "letters of another script": "с4f5a6b7-0000-4000-8000-000000000000",
  "digits of another script": "١٢٣٤٥٦٧٨-0000-4000-8000-000000000000",
  "half of a surrogate pair": "\ud800",
  "an id without its second part": `${uuid}:`,
  "an id with a third part": `${uuid}:${uuid}:${uuid}`,
  "a replacement pattern": "$&$1$`",
  "100,000 characters": "a".repeat(100_000),
  // Five of them are less than MAX_BODY_BYTES. A server that refuses a larger body may close the connection first.
  "100,000 dashes": "-".repeat(100_000),
  __proto__: "__proto__",
};

/** Hostile ids, addresses, departments and dates in arguments and filters. */
export const ids = [
  ...Object.entries(hostileIds).map(([description, id]) => refused(`an id that is ${description}`, everyUseOf(id))),
  refused(
    "an id of 1 MB",
    post(
      JSON.stringify({ query: "query ($id: ID!) { job(id: $id) { id } }", variables: { id: "a".repeat(1024 * 1024) } }),
    ),
  ),
  refused(
    "9,000 ids in a filter",
    document("query ($of: [ID!]) { candidates(filter: { jobIds: $of }) { nodes { id } } }", {
      of: Array.from({ length: 9000 }, (_, i) => uuid.slice(0, -4) + String(1000 + i)),
    }),
  ),
  bounded(
    "ids in two filters",
    document("query ($of: [ID!]) { applications(filter: { jobIds: $of, candidateIds: $of }) { nodes { id } } }", {
      of: Array.from({ length: 2000 }, (_, i) => uuid.slice(0, -4) + String(1000 + i)),
    }),
    { calls: 1000 },
  ),
  bounded(
    "5,000 departments",
    document("query ($of: [String!]) { jobs(filter: { departments: $of }) { nodes { id } } }", {
      of: Array.from({ length: 5000 }, (_, i) => `department ${i}`),
    }),
    { calls: 4 },
  ),
  bounded(
    "a department of 100,000 characters",
    document("query ($of: [String!]) { jobs(filter: { departments: $of }) { nodes { id } } }", {
      of: ["a".repeat(100_000)],
    }),
    { calls: 4 },
  ),
  bounded(
    "a department of half a surrogate pair",
    document("query ($of: [String!]) { jobs(filter: { departments: $of }) { nodes { id } } }", { of: ["\ud800"] }),
    { calls: 4 },
  ),
  refused(
    "a mail address of 100,000 characters",
    document("query ($of: String) { candidates(filter: { email: $of }) { nodes { id } } }", {
      of: `${"a".repeat(100_000)}@example.com`,
    }),
  ),
  refused(
    "a mail address of half a surrogate pair",
    document("query ($of: String) { candidates(filter: { email: $of }) { nodes { id } } }", {
      of: "\udfff@example.com",
    }),
  ),
  bounded(
    "an email address with query parameters",
    document("query ($of: String) { candidates(filter: { email: $of }) { nodes { id } } }", {
      of: "a@example.com&contact_id=x#?/../users\r\nx: y",
    }),
    { calls: 1 },
  ),
  refused("an invalid date", document('{ candidates(filter: { createdAfter: "now(); --" }) { nodes { id } } }')),
  refused(
    "a date of 100,000 digits",
    document(`{ candidates(filter: { createdAfter: "${"9".repeat(100_000)}" }) { nodes { id } } }`),
  ),
];
