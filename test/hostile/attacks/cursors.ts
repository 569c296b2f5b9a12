import { listName } from "../../../src/lever/lists/cursor.js";
import { sealText } from "../../../src/lever/lists/sealed-cursor.js";
import { bounded, document, sequence, post, refused, type Target } from "../attack.js";

const after = (cursorOf: (target: Target) => unknown) =>
  sequence(
    ...["candidates", "applications", "jobs", "offers"].map((list) =>
      post((target) =>
        JSON.stringify({
          query: `query ($after: String) { ${list}(first: 1, after: $after) { nodes { id } } }`,
          variables: { after: cursorOf(target) },
        }),
      ),
    ),
  );
const flipped = (cursor: string, at: number) =>
  cursor.slice(0, at) + (cursor[at] === "A" ? "B" : "A") + cursor.slice(at + 1);

/** The digest of a cursor needs no secret, so that it can be forged. */
const forged = (payload: string) =>
  sequence(
    ...["candidates", "applications", "jobs"].map((list) =>
      document(`query ($after: String) { ${list}(first: 1, after: $after) { nodes { id } } }`, {
        after: sealText(listName(list, {}), payload),
      }),
    ),
  );

/** Changed and forged cursors. */
export const cursors = [
  refused(
    "a cursor without a payload",
    after(() => Buffer.from("not a cursor").toString("base64url")),
  ),
  refused(
    "a cursor with one bit changed",
    after(({ cursor }) => flipped(cursor, cursor.length - 4)),
  ),
  refused(
    "a cursor with a changed digest",
    after(({ cursor }) => flipped(cursor, 2)),
  ),
  refused(
    "a truncated cursor",
    after(({ cursor }) => cursor.slice(0, 20)),
  ),
  refused(
    "a cursor with text after it",
    after(({ cursor }) => `${cursor}AAAA`),
  ),
  refused(
    "a cursor of 300,000 characters",
    after(() => "A".repeat(300_000)),
  ),
  refused(
    "a cursor that is __proto__",
    after(() => "__proto__"),
  ),
  refused(
    "a cursor that is a URL",
    after(() => "http://127.0.0.1:1/?offset=x"),
  ),
  refused(
    "a cursor that is an object",
    after(() => ({ toString: "x" })),
  ),
  refused(
    "a cursor of another list",
    sequence(
      ...["applications", "jobs", "offers"].map((list) =>
        post(({ cursor }) =>
          JSON.stringify({
            query: `query ($after: String) { ${list}(after: $after) { nodes { id } } }`,
            variables: { after: cursor },
          }),
        ),
      ),
    ),
  ),

  refused("a forged cursor that is not JSON", forged("[0,")),
  refused("a forged cursor of another shape", forged('{"segment":0}')),
  refused("a forged cursor with a path in its token", forged('[0,"../users?limit=1#@evil.example",0,null,0,0,"",{}]'), {
    calls: 3,
  }),
  refused("a forged cursor of 100,000 characters", forged(`[0,"${"a".repeat(100_000)}",0,null,0,0,"",{}]`)),
  bounded("a forged cursor beyond the end", forged('[9007199254740991,null,0,null,0,0,"",{}]')),
  bounded(
    "a forged cursor with very large numbers",
    forged('[0,null,9007199254740991,["__proto__","__proto__",1e308],9,0,"",{}]'),
    {
      calls: 12,
    },
  ),
];
