import fc from "fast-check";
import {
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  Kind,
  type OperationDefinitionNode,
  buildSchema,
  execute,
  isObjectType,
  parse,
  print,
} from "graphql";
import { describe, expect, it } from "vitest";
import { type SelectedFields, selectedFields, selectedSubfields } from "../../src/graphql/selected-fields.js";

const schema = buildSchema(`
  interface Named { name: String child: Query }
  type Query implements Named { name: String child: Query other: Other both: Named one: Either }
  type Other implements Named { name: String child: Query size: Int }
  union Either = Query | Other
`);

const included = fc.constantFrom(
  "",
  "",
  "",
  "@skip(if: $yes)",
  "@skip(if: $no)",
  "@include(if: $yes)",
  "@include(if: $no)",
  "@include(if: true) @skip(if: $yes)",
);

/** The selections of the fields and fragments that any type has here. Fragments may come before the field they repeat. */
const selections = fc.letrec<{ set: string }>((tie) => ({
  set: fc
    .array(
      fc.tuple(
        fc.constantFrom(
          "name",
          "alias: name",
          "... on Named @D { name }",
          "... on Other @D { name }",
          "...Q @D",
          "...Size @D",
          "...Child @D",
          "child @D { @S }",
          "again: child @D { @S }",
          "... on Named @D { @S }",
          "... @D { @S }",
          "... on Query @D { both { @S } one { ... on Other { child { @S } } } }",
          "... on Query @D { other @D { @S } }",
        ),
        included,
        fc.option(tie("set"), { nil: "name", maxDepth: 3 }),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.map(([text, on, set]) => text.replaceAll("@D", on).replaceAll("@S", set)).join(" ")),
})).set;

const fragments = `
  fragment Q on Query { name other { name size } }
  fragment Size on Other { size }
  fragment Child on Named { child { name ...Q } }
`;

/** The nodes of each field, by its path in the result, as the executor of graphql-js collects them. */
async function executed(text: string, variableValues: Record<string, unknown>) {
  const nodes = new Map<string, string>();
  const value = (info: GraphQLResolveInfo) => {
    nodes.set(pathOf(info), info.fieldNodes.map(print).join());
    return { __typename: "Other" };
  };
  const fieldResolver = (_source: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
    const result = value(info);
    return info.fieldName === "name" ? "" : info.fieldName === "size" ? 1 : result;
  };
  const { errors } = await execute({ schema, document: parse(text), variableValues, fieldResolver });
  expect(errors).toBeUndefined();
  return nodes;
}

function pathOf({ path }: GraphQLResolveInfo): string {
  let text = "";
  for (let at: GraphQLResolveInfo["path"] | undefined = path; at !== undefined; at = at.prev)
    text = `/${at.key}${text}`;
  return text;
}

/** The same, as `selectedFields` collects them. Abstract types are `Other`, as above. */
function collected(text: string, variableValues: Record<string, unknown>) {
  const { definitions } = parse(text);
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const source = {
    schema,
    variableValues,
    fragments: Object.fromEntries(
      definitions
        .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    ),
  };
  const nodes = new Map<string, string>();
  const visit = (typeName: string, fields: SelectedFields, path: string): void => {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
    for (const [key, found] of fields) {
      const field = found[0]!.name.value;
      nodes.set(`${path}/${key}`, found.map(print).join());
      if (field === "name" || field === "size") continue;
      const child = field === "child" ? "Query" : "Other";
      visit(child, selectedSubfields(source, schema.getType(child) as never, found), `${path}/${key}`);
    }
  };
  visit("Query", selectedFields(source, schema.getQueryType()!, operation.selectionSet), "");
  return nodes;
}

describe("selectedFields", () => {
  it("collects the fields that graphql-js executes, with fragments, conditions and aliases", async () => {
    await fc.assert(
      fc.asyncProperty(selections, async (set) => {
        const text = `query ($yes: Boolean!, $no: Boolean!) { ${set} } ${fragments}`;
        const variables = { yes: true, no: false };
        expect([...collected(text, variables)].sort()).toEqual([...(await executed(text, variables))].sort());
      }),
      { numRuns: 300 },
    );
  });
});
