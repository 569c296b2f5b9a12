import { type DirectiveNode, type DocumentNode, type EnumTypeDefinitionNode, Kind, parse, visit } from "graphql";
import type { Application } from "../../src/ats/model/application.js";
import type { WholeCandidate } from "../../src/ats/model/candidate.js";
import type { Job } from "../../src/ats/model/job.js";
import type { Member } from "../../src/ats/model/member.js";
import type { Offer } from "../../src/ats/model/offer.js";
import type { Profile } from "../../src/ats/model/profile.js";
import type { Stage } from "../../src/ats/model/stage.js";
import type { Page } from "../../src/ats/page.js";
import type { ProviderAdapter } from "../../src/ats/provider-adapter.js";
import type { ProviderConnection } from "../../src/ats/provider-connection.js";
import { type Batch, type Provider, refKey } from "../../src/ats/provider.js";
import { readTypeDefs } from "../../src/graphql/schema.js";

/** The fields that Acme cannot fill. With Lever the first is NATIVE, and the others are DERIVED. */
const unsupported = ["Job.department", "Job.closedAt", "Candidate.lastActivityAt"];

const asOf = new Date("2026-03-01T12:00:00Z");
const createdAt = new Date("2026-01-15T09:00:00Z");
const record = (id: string) => ({ id, remoteId: id, includeLeads: false, asOf, createdAt, remoteUrl: null });

const stage: Stage = { id: "screen", name: "Screen", isLead: false, jobId: "engineer", asOf };
const job: Job = {
  ...record("engineer"),
  name: "Engineer",
  status: "CLOSED",
  remoteStatus: "closed",
  department: null,
  closedAt: null,
  hiringManagers: [],
  recruiters: [{ id: "rosa", name: "Rosa", email: null }],
};
const people = [person("ada", "Ada", "Lovelace"), person("plato", "Plato", null)];
const applications = people.flatMap(({ history }) => history.applications);
const offers = applications.map((application): Offer => ({
  ...application,
  ...record(`offer-${application.id}`),
  applicationId: application.id,
  updatedAt: new Date("2026-02-01T09:00:00Z"),
  status: "SENT",
  remoteStatus: "sent",
}));

function person(id: string, firstName: string, lastName: string | null): WholeCandidate {
  const fullName = [firstName, lastName].filter((name) => name !== null).join(" ");
  const profile: Profile = { firstName, lastName, fullName, emails: [], phoneNumbers: [], anonymized: false };
  const owned = { candidateId: id, jobId: job.id, profile, stage, disposition: null };
  const own: Application = { ...record(`application-${id}`), ...owned };
  const history = { createdAt, lastActivityAt: null, applications: [own], remoteUrl: null };
  return { ...record(id), profile, history };
}

function found<Key, T extends { readonly id: string }>(
  records: readonly T[],
  keys: readonly Key[],
  keyOf: (key: Key) => string,
  idOf = keyOf,
): Promise<Batch<T>> {
  const batch = keys.map((key) => [keyOf(key), records.find(({ id }) => id === idOf(key))] as const);
  return Promise.resolve(new Map(batch.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))));
}

function page<Node extends { readonly id: string }>(nodes: readonly Node[], first = 100): Promise<Page<Node>> {
  const edges = nodes.slice(0, first).map((node) => ({ node, cursor: node.id }));
  return Promise.resolve({ edges, hasNextPage: false, leads: 0, confidential: null });
}

const byId = (id: string) => id;
const idOf = ({ id }: { readonly id: string }) => id;

/** A provider in memory. It does not plan its calls. */
const provider: Provider = {
  name: "ACME",
  candidates: (refs) => found(people, refs, refKey, idOf),
  applications: (refs) => found(applications, refs, refKey, idOf),
  offers: (refs) => found(offers, refs, refKey, idOf),
  jobs: (ids) => found([job], ids, byId),
  stages: (ids) => found([stage], ids, byId),
  listedStages: (ids) => found([stage], ids, byId),
  members: () => Promise.resolve(new Map()),
  dispositionReasons: () => Promise.resolve(new Map()),
  recordIds: () => Promise.resolve(new Map()),
  offersByApplication: (asked) => found(offers, asked, refKey, ({ id }) => `offer-${id}`),
  pipelines: (ids) => Promise.resolve(new Map(ids.map((id) => [id, [{ stage, count: applications.length }]]))),
  cachedJob: () => undefined,
  cachedDispositionReason: () => undefined,
  parseId: (_type, id) => id,
  allJobs: () => Promise.resolve([job]),
  allMembers: () => Promise.resolve(job.recruiters as Member[]),
  allDispositionReasons: () => Promise.resolve([]),
  allSources: () => Promise.resolve(["Referral"]),
  allTags: () => Promise.resolve([]),
  allStages: () => Promise.resolve([stage]),
  listCandidates: ({ first }) => page(people, first),
  listApplications: ({ first }) => page(applications, first),
  listJobs: () => page([job]),
  listOffers: ({ first }) => page(offers, first),
  listApplicationsOfJob: ({ first }) => page(applications, first),
  countCandidates: () => Promise.resolve(people.length),
  countApplications: () => Promise.resolve({ total: applications.length, byReason: new Map() }),
  countJobs: () => Promise.resolve(1),
  countOffers: () => Promise.resolve(offers.length),
};

const connection: ProviderConnection = {
  accountName: "acme",
  provider: () => provider,
  recordsEpoch: () => 0,
  webhook: undefined,
  state: () => ({
    limiter: { queued: 0, ratePerSecond: 10, tokens: 20, sharing: "no" },
    forecastMs: 0,
    health: { credentials: "ok", down: false },
  }),
  warnings: () => [],
  isProven: () => true,
  isReplaceable: () => true,
  check: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Acme: a provider with the names, recruiters and dates that Lever does not have. */
export const acmeAdapter: ProviderAdapter = {
  provider: "ACME",
  label: "Acme",
  docsUrl: "https://acme.example/docs",
  rateLimit: { rate: 10, burst: 20 },
  referenceTtlMs: 60_000,
  credentialHeader: undefined,
  connect: () => connection,
  accountName: () => connection.accountName,
  recordTag: (type, id) => `${type}:${id}`,
  connectWith: () => connection,
};

/**
 * The package's schema with Acme: a value of the enum `Provider`, and a directive for each field that it cannot fill.
 */
export function typeDefsWithAcme(): DocumentNode {
  const acme = parse("enum Provider { ACME }").definitions[0] as EnumTypeDefinitionNode;
  return visit(readTypeDefs(), {
    EnumTypeDefinition: (node) =>
      node.name.value === "Provider"
        ? { ...node, values: [...(node.values ?? []), ...(acme.values ?? [])] }
        : undefined,
    ObjectTypeDefinition: (node) => ({
      ...node,
      fields: node.fields?.map((field) =>
        unsupported.includes(`${node.name.value}.${field.name.value}`)
          ? { ...field, directives: [...(field.directives ?? []), directive(`Acme has no ${field.name.value}.`)] }
          : field,
      ),
    }),
  });
}

function directive(reason: string): DirectiveNode {
  const sdl = `scalar S @providerSupport(provider: ACME, level: UNSUPPORTED, reason: "${reason}")`;
  const [definition] = parse(sdl).definitions;
  if (definition?.kind !== Kind.SCALAR_TYPE_DEFINITION || !definition.directives?.[0]) throw new Error("No directive");
  return definition.directives[0];
}
