import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { ask } from "./graphql-client.js";
import { lists } from "./queries.js";
import { schemaDocument } from "./schema-sdl.js";

// A stock Apollo Server with the same schema and the data in memory: candidates with their applications, jobs and stages,
// read once from a subgraph.
const { subgraph } = JSON.parse(process.argv[2] ?? "{}") as { subgraph: string };
const { data } = await ask(subgraph, lists.jobsAndStages);
const server = new ApolloServer({
  schema: buildSubgraphSchema({
    typeDefs: schemaDocument(),
    resolvers: {
      Query: { candidates: (): unknown => data.candidates, stages: () => [{ id: "offer", name: "Offer" }] },
    },
  }),
});
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } });
console.log(url);
