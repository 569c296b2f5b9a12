import { ApolloGateway } from "@apollo/gateway";
import { type DocumentNode, Kind, parse } from "graphql";

/** A request of a gateway to a subgraph. */
export interface Fetch {
  readonly service: string;
  /** Its GraphQL document. */
  readonly operation: string;
}

interface Node {
  readonly kind: string;
  readonly node?: Node;
  readonly nodes?: readonly Node[];
  readonly serviceName?: string;
  readonly operation?: string;
}

/** The requests that @apollo/gateway plans for a query over a supergraph, in their order. It sends none. */
export async function planOf(supergraphSdl: string, query: string): Promise<Fetch[]> {
  let plan: Node | undefined;
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: () => ({ process: async () => ({ data: {} }) }),
    experimental_didResolveQueryPlan: ({ queryPlan }) => {
      plan = queryPlan.node;
    },
    logger: silent,
  });
  const { executor } = await gateway.load();
  await executor(requestOf(parse(query)) as never);
  await gateway.stop();
  return plan === undefined ? [] : fetches(plan);
}

const logNothing = () => undefined;
const silent = { debug: logNothing, info: logNothing, warn: logNothing, error: logNothing };

function requestOf(document: DocumentNode) {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return { request: {}, document, operation, operationName: null, queryHash: "", metrics: {}, context: {} };
}

function fetches(node: Node): Fetch[] {
  if (node.kind === "Fetch") return [{ service: node.serviceName ?? "", operation: node.operation ?? "" }];
  return [...(node.nodes ?? []), ...(node.node === undefined ? [] : [node.node])].flatMap(fetches);
}
