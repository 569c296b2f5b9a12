import { Kind, type OperationDefinitionNode, parse } from "graphql";
import { type OperationCost, operationCost } from "../../src/graphql/limits/operation-cost.js";
import { readWeights } from "../../src/graphql/limits/field-weights.js";
import { buildSubgraph } from "../../src/graphql/schema.js";

/** The schema of the subgraph. */
export const { schema } = buildSubgraph();
const weights = readWeights(schema);

/** The static cost of a query. */
export function cost(query: string, variables: Record<string, unknown> = {}): OperationCost {
  const document = parse(query);
  const isOperation = (node: { kind: Kind }): node is OperationDefinitionNode =>
    node.kind === Kind.OPERATION_DEFINITION;
  return operationCost(schema, weights, document, document.definitions.find(isOperation)!, variables);
}
