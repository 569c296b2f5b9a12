import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { Application, Offer, Opportunity, Posting } from "../../src/lever-sandbox/index.js";
import { schemaDocument } from "./schema-sdl.js";

// A simple subgraph with the same schema. Each field fetches its own data, without loaders, cache or rate limiter. After
// a 429 it retries after one second, then every two seconds.
const { lever } = JSON.parse(process.argv[2] ?? "{}") as { lever: string };
const headers = { authorization: `Basic ${Buffer.from("sandbox:").toString("base64")}` };

interface Reply<T> {
  readonly data: T;
  readonly next?: string;
}

async function get<T>(path: string): Promise<Reply<T>> {
  for (let delayMs = 1000; ; delayMs = 2000) {
    const response = await fetch(lever + path, { headers });
    if (response.ok) return (await response.json()) as Reply<T>;
    await response.text();
    if (response.status !== 429) throw new Error(`Lever answered ${response.status} for ${path}`);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}

type Expanded = Omit<Opportunity, "applications"> & { readonly applications: readonly Application[] };
interface Candidacy extends Application {
  readonly opportunity: Expanded;
}

const person = (row: Opportunity | Expanded) => ({ ...row, id: row.contact, fullName: row.name });
const reasonOf = async ({ reason }: NonNullable<Application["archived"]>) =>
  (await get<{ text: string; type: string }>(`/archive_reasons/${reason}`)).data;
const globalId = ({ opportunityId, id }: Application) => `${opportunityId}:${id}`;
const candidacy = (opportunity: Expanded): Candidacy[] =>
  opportunity.applications.map((application) => ({ ...application, opportunity }));

const resolvers = {
  Query: {
    candidates: async (_root: unknown, { first, after }: { first: number; after?: string | null }) => {
      const offset = after == null ? "" : `&offset=${encodeURIComponent(after)}`;
      const { data, next } = await get<Opportunity[]>(`/opportunities?limit=${first}${offset}`);
      return { nodes: data.map(person), pageInfo: { hasNextPage: next !== undefined, endCursor: next } };
    },
  },
  Candidate: {
    __resolveReference: async ({ id }: { id: string }) => {
      const { data } = await get<Opportunity[]>(`/opportunities?contact_id=${id}`);
      return data[0] === undefined ? null : person(data[0]);
    },
    emails: ({ emails }: Opportunity) => emails.map((data) => ({ data, type: "personal" })),
    phoneNumbers: ({ phones }: Opportunity) => phones.map(({ value, type }) => ({ data: value, type })),
    applications: async ({ contact }: Opportunity) => {
      const { data } = await get<Expanded[]>(`/opportunities?contact_id=${contact}&expand=applications`);
      return data.flatMap(candidacy);
    },
  },
  Application: {
    __resolveReference: async ({ id }: { id: string }) => {
      const { data } = await get<Expanded>(`/opportunities/${id.split(":")[0] ?? ""}?expand=applications`);
      return candidacy(data)[0];
    },
    id: globalId,
    status: async ({ archived }: Candidacy) =>
      archived === null ? "ACTIVE" : (await reasonOf(archived)).type === "hired" ? "HIRED" : "REJECTED",
    rejectedAt: async ({ archived }: Candidacy) =>
      archived === null || (await reasonOf(archived)).type === "hired" ? null : new Date(archived.archivedAt),
    rejectedReason: async ({ archived }: Candidacy) => (archived === null ? null : reasonOf(archived)),
    stage: async ({ opportunity }: Candidacy) =>
      (await get<{ id: string; text: string }>(`/stages/${opportunity.stage}`)).data,
    job: async ({ posting }: Candidacy) =>
      posting === null ? null : (await get<Posting>(`/postings/${posting}`)).data,
    offer: async ({ opportunity }: Candidacy) =>
      (await get<Offer[]>(`/opportunities/${opportunity.id}/offers`)).data[0] ?? null,
  },
  Stage: { name: ({ text }: { text: string }) => text },
  Job: {
    __resolveReference: async ({ id }: { id: string }) => (await get<Posting>(`/postings/${id}`)).data,
    name: ({ text }: Posting) => text,
    status: ({ state }: Posting) => (state === "published" ? "OPEN" : "CLOSED"),
  },
  Offer: {
    createdAt: ({ createdAt }: Offer) => new Date(createdAt),
    status: ({ status }: Offer) => (status === "denied" ? "REJECTED" : status.toUpperCase().replaceAll("-", "_")),
  },
};

const server = new ApolloServer({
  schema: buildSubgraphSchema({ typeDefs: schemaDocument(), resolvers: resolvers }),
});
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } });
console.log(url);
