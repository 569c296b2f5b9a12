import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { nullReason, pathAtLine } from "../../src/graphiql/page/null-reason.js";
import { fieldsAlong, selectedFieldAt } from "../../src/graphiql/page/selected-field.js";
import { readSources } from "../../src/graphql/schema.js";

const sdl = readSources().map(({ body }) => body.replace(/^extend schema[^{]*$/gm, ""));
const schema = buildSchema(sdl.filter((text) => !text.includes("@link")).join("\n"), { assumeValid: true });

const query = `query Q {
  list: applications { nodes { ...A } }
  jobs { nodes { hiringTeam { recruiters { id } } status } }
}
fragment A on Application { id end: rejectedAt offer { status } candidate { fullName emails { type } } missing { field reason } }`;

const result = {
  data: {
    list: {
      nodes: [
        { id: "a: null,", end: "x", offer: null, candidate: null, missing: [] },
        {
          id: "]",
          end: null,
          offer: { status: null },
          candidate: { fullName: null, emails: [{ type: null }] },
          missing: [{ field: "rejectedAt", reason: "NOT_APPLICABLE" }],
        },
      ],
    },
    jobs: { nodes: [{ hiringTeam: { recruiters: null }, status: null }, null] },
  },
  errors: [
    { message: "Short", path: ["list", "nodes", 0, "offer"], extensions: { code: "UPSTREAM_FORBIDDEN", cause: "c1" } },
    { message: "Too slow.", path: ["list", "nodes", 0, "candidate", "id"], extensions: { code: "UPSTREAM_TIMEOUT" } },
  ],
  extensions: { causes: [{ id: "c1", code: "UPSTREAM_FORBIDDEN", message: "The key may not read offers." }] },
};
const lines = JSON.stringify(result, null, 2).split("\n");
const support = [{ type: "HiringTeam", field: "recruiters", level: "UNSUPPORTED", reason: "Lever has none." }];

const reasonOf = (path: (string | number)[]) =>
  nullReason({ result, path, fields: fieldsAlong(schema, parse(query), "Q", path), support, schema });

describe("the reason of a null in GraphiQL", () => {
  it("is looked up by the path of each line of the answer", () => {
    const nulls = lines.flatMap((line, index) => (/: null,?$|^ *null,?$/.test(line) ? [pathAtLine(lines, index)] : []));
    expect(nulls.map((path) => path.join("."))).toEqual([
      "data.list.nodes.0.offer",
      "data.list.nodes.0.candidate",
      "data.list.nodes.1.end",
      "data.list.nodes.1.offer.status",
      "data.list.nodes.1.candidate.fullName",
      "data.list.nodes.1.candidate.emails.0.type",
      "data.jobs.nodes.0.hiringTeam.recruiters",
      "data.jobs.nodes.0.status",
      "data.jobs.nodes.1",
    ]);
  });

  it.each([
    [
      "the error at its path, with the message of its cause",
      ["list", "nodes", 0, "offer"],
      /^UPSTREAM_FORBIDDEN: .*may not read offers/,
    ],
    ["the error of a field below it", ["list", "nodes", 0, "candidate"], /^UPSTREAM_TIMEOUT: Too slow\./],
    [
      "the entry in `missing`, also under another name",
      ["list", "nodes", 1, "end"],
      /^NOT_APPLICABLE: The field does not apply/,
    ],
    [
      "what the provider cannot fill",
      ["jobs", "nodes", 0, "hiringTeam", "recruiters"],
      /^UNSUPPORTED.*: Lever has none\./,
    ],
    [
      "to be asked for with `missing`",
      ["list", "nodes", 1, "candidate", "fullName"],
      /missing \{ field reason message \}.*Candidate/,
    ],
    [
      "to be asked for, in a list of a record",
      ["list", "nodes", 1, "candidate", "emails", 0, "type"],
      /missing.*Candidate/,
    ],
    ["that there is no such record or value", ["list", "nodes", 1, "offer"], /no such record or value/],
  ])("is %s", (_name, path, expected) => {
    expect(reasonOf(path)).toMatch(expected);
  });
});

describe("the field at a place of an operation", () => {
  it.each([
    ["applications", ["list"]],
    ["list", ["list"]],
    ["rejectedAt", ["list.nodes.end"]],
    ["recruiters", ["jobs.nodes.hiringTeam.recruiters"]],
  ])("%s is found by its paths in the answer", (text, paths) => {
    const found = selectedFieldAt(schema, parse(query), query.indexOf(text) + 1);
    expect(found?.paths).toEqual(paths);
    expect(found?.operationName).toBe("Q");
  });

  it("is nothing at an argument, at a type or in a fragment that spreads itself only", () => {
    const odd = "query Q { candidates(first: 1) { totalCount } } fragment C on Candidate { ...C id }";
    const at = (text: string) => selectedFieldAt(schema, parse(odd), odd.indexOf(text) + 1);
    expect([at("first"), at("on Candidate"), at("id }")]).toEqual([undefined, undefined, undefined]);
  });
});
