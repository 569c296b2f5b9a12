import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type Operation, ask } from "./graphql-client.js";
import { schemaDocument } from "./schema-sdl.js";

interface Entity {
  readonly id: string;
}

// A stock Apollo Server with the same schema and the data in memory: the answer of a subgraph to an operation on `_entities`.
const { subgraph, operation } = JSON.parse(process.argv[2] ?? "{}") as { subgraph: string; operation: Operation };
const { data } = await ask(subgraph, operation);
const entities = new Map((data._entities as Entity[]).map((entity) => [entity.id, entity]));
const server = new ApolloServer({
  schema: buildSubgraphSchema({
    typeDefs: schemaDocument(),
    resolvers: {
      Query: { stages: () => [{ id: "offer", name: "Offer" }] },
      Candidate: { __resolveReference: ({ id }: Entity) => entities.get(id) },
    },
  }),
});
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } });
console.log(url);
