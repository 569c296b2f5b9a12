/** An operation to copy, with what the page sends beside it. */
export interface CopiedOperation {
  readonly url: string;
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** The headers that the visitor typed. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The operation as a curl command for a POSIX shell. Values of headers that may be secret are left out. */
export function curlOf(operation: CopiedOperation): string {
  const headers = Object.entries(headersOf(operation)).map(([name, value]) =>
    // A header without a value ends with ";" for curl. With ":" curl would not send it.
    shellQuoted(value === "" ? `${name};` : `${name}: ${value}`),
  );
  const parts = [
    `curl ${shellQuoted(operation.url)}`,
    ...headers.map((header) => `-H ${header}`),
    `--data-raw ${shellQuoted(json(bodyOf(operation)))}`,
  ];
  return `${parts.join(" \\\n  ")}\n`;
}

/** The operation as TypeScript that runs in Node and in browsers. Values of headers that may be secret are left out. */
export function typeScriptOf(operation: CopiedOperation): string {
  const { query, ...others } = bodyOf(operation);
  const body = Object.entries(others).map(([name, value]) => `      ${name}: ${indented(json(value, 2), 6)},\n`);
  return `async function run(): Promise<unknown> {
  const response = await fetch(${json(operation.url)}, {
    method: "POST",
    headers: ${indented(json(headersOf(operation), 2), 4)},
    body: JSON.stringify({
      query: \`${templateEscaped(query)}\`,
${body.join("")}    }),
  });
  return response.json();
}

run().then((result) => console.log(JSON.stringify(result, null, 2)));
`;
}

function bodyOf({ query, operationName, variables }: CopiedOperation) {
  return { query, ...(operationName && { operationName }), ...(variables && { variables }) };
}

/** Headers whose values are no secrets. All others may be: a proxy before the subgraph can ask for any header. */
const publicHeaders = ["accept", "content-type", "x-explain", "x-max-upstream-calls", "x-provider-support"];

/** The names of the headers whose values are left out. */
export function secretHeaders({ headers }: Pick<CopiedOperation, "headers">): string[] {
  return Object.keys(headers).filter((name) => !publicHeaders.includes(name.toLowerCase()));
}

function headersOf(operation: CopiedOperation): Record<string, string> {
  const secret = secretHeaders(operation);
  const typed = Object.entries(operation.headers)
    .filter(([name]) => name.toLowerCase() !== "content-type")
    .map(([name, value]) => [name, secret.includes(name) ? `<put the value of ${name} here>` : String(value)]);
  return { "content-type": "application/json", ...Object.fromEntries(typed) };
}

/** Between single quotes a POSIX shell changes nothing. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Control characters, and characters that change the direction or the lines of text in a terminal or an editor. */
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function escapeInvisible(text: string): string {
  return text.replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function json(value: unknown, indent?: number): string {
  return escapeInvisible(JSON.stringify(value, null, indent));
}

function templateEscaped(text: string): string {
  return escapeInvisible(text.replace(/\\|`|\$\{/g, (special) => `\\${special}`));
}

/** Lines of JSON contain no line breaks of strings, so that all but the first can be moved to the right. */
function indented(text: string, columns: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(columns)}`);
}
