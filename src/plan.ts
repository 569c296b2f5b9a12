import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  TypeInfo,
  getDirectiveValues,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Needs } from "./ats/needs.js";

/** Fields of Application that an opportunity answers without the application itself. */
const withoutDetails = new Set([
  "id",
  "remoteId",
  "candidateId",
  "candidate",
  "stage",
  "status",
  "rejectedReason",
  "remoteUrl",
  "asOf",
]);

/**
 * What an operation needs its calls to bring along, from what it selects, fragments and conditions resolved: one plan
 * for the operation, because its parts share what they read. `variables` are coerced ones.
 */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Needs {
  const needs: Needs = {
    stageNames: false,
    applicationDetails: false,
    applicationLists: false,
    remoteUrls: false,
  };
  const isIncluded = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;

  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const reached = new Set<string>();
  const waiting: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  for (let root = waiting.pop(); root !== undefined; root = waiting.pop()) {
    const types = new TypeInfo(schema);
    const visitor: ASTVisitor = {
      FragmentSpread(node) {
        const name = node.name.value;
        const fragment = fragments.get(name);
        if (fragment === undefined || reached.has(name) || !isIncluded(node)) return;
        reached.add(name);
        waiting.push(fragment);
      },
      InlineFragment: (node) => (isIncluded(node) ? undefined : false),
      Field(node) {
        if (!isIncluded(node)) return false;
        const [type, field] = [types.getParentType()?.name, node.name.value];
        if (type === "Stage" && field === "name") needs.stageNames = true;
        if (type === "Application" && !withoutDetails.has(field) && !field.startsWith("__"))
          needs.applicationDetails = true;
        // What is missing may be the page.
        if (type !== "Job" && (field === "remoteUrl" || field === "missing")) needs.remoteUrls = true;
        if (type === "ApplicationConnection" || type === "OfferConnection") needs.applicationLists = true;
        // Offers are told by their application's job; a filter may be by job.
        if (type === "Offer" || (type === "Job" && field === "applications")) needs.applicationDetails = true;
        if (type === "Query" && node.arguments?.some(({ name }) => name.value === "filter"))
          needs.applicationDetails = true;
        return undefined;
      },
    };
    visit(root, visitWithTypeInfo(types, visitor));
  }
  return needs;
}
