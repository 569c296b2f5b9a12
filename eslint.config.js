import js from "@eslint/js";
import graphql from "@graphql-eslint/eslint-plugin";
import ts from "typescript-eslint";

/** Words that are hard to read for people whose English is a second language. */
const hardWords = [
  "albeit",
  "all the same",
  "anew",
  "apart from",
  "as it is asked",
  "as it were",
  "at hand",
  "begun",
  "beside",
  "for ever",
  "hitherto",
  "lest",
  "nobody in particular",
  "notwithstanding",
  "ought to",
  "reckoned",
  "tells of",
  "thereby",
  "whatever",
  "whatsoever",
  "whence",
  "whoever",
  "whom",
  "whomever",
];
const hardWord = new RegExp(`\\b(?:${hardWords.join("|")})\\b`, "gi");

/** Reports hard words anywhere in a file: in comments, messages, titles and names. */
const plainWords = {
  create: ({ report, sourceCode }) => ({
    Program() {
      for (const { 0: word, index } of sourceCode.text.matchAll(hardWord)) {
        const loc = { start: sourceCode.getLocFromIndex(index), end: sourceCode.getLocFromIndex(index + word.length) };
        report({ loc, message: `"${word}" is hard to read. Use a common word.` });
      }
    },
  }),
};

/** One program for each: a third faster here than the project service. */
const typeScriptProjects = ["tsconfig.json", "test/federation/tsconfig.json", "examples/*/tsconfig.json"];

export default ts.config(
  {
    ignores: [
      ".wireit/",
      "dist/",
      "coverage/",
      "src/graphql/generated/",
      "src/graphiql/page/",
      "examples/frontend/generated/",
      "examples/relay/__generated__/",
    ],
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [js.configs.recommended, ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: typeScriptProjects, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Handlers of Fastify and Apollo Server return promises, whether they wait or not.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Settings are read in src/config/config.ts alone." },
      ],
    },
  },
  {
    files: ["{examples,src,scripts,test}/**/*.{ts,tsx}", "schema/*.graphql"],
    plugins: { plain: { rules: { words: plainWords } } },
    rules: { "plain/words": "error" },
  },
  {
    files: ["src/config/config.ts", "test/**/*.ts", "**/*.config.ts", "examples/supergraph/*.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["test/**/*.ts"],
    // The shape of an answer is its query's.
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["schema/*.graphql"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "schema/*.graphql" } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      "@graphql-eslint/description-style": "off",
      "@graphql-eslint/naming-convention": [
        "error",
        {
          types: "PascalCase",
          FieldDefinition: "camelCase",
          InputValueDefinition: "camelCase",
          Argument: "camelCase",
          DirectiveDefinition: "camelCase",
          EnumValueDefinition: "UPPER_CASE",
        },
      ],
      "@graphql-eslint/no-typename-prefix": "error",
      "@graphql-eslint/unique-field-definition-names": "error",
      // Relay's connections, read forwards. Of its other conventions, objects are found by their types' root fields.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      "@graphql-eslint/relay-connection-types": "error",
      "@graphql-eslint/relay-edge-types": ["error", { shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
      "@graphql-eslint/relay-page-info": "error",
    },
  },
);
