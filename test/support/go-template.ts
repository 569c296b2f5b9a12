/**
 * A small part of Go's text/template, enough for the Helm chart: values, pipelines, `if`, `else`, `with`, `define` and comments.
 * Everything else throws, and so does a field that does not exist. The chart was compared once with the output of Go's own
 * package and the functions of Sprig.
 */
export class GoTemplates {
  private readonly defined = new Map<string, readonly Node[]>();

  constructor(private readonly functions: Readonly<Record<string, (...args: any[]) => unknown>>) {}

  /** Renders a template. What it defines is there for later ones, as `include`. */
  render(text: string, data: object): string {
    const nodes = parseNodes(lex(text));
    return this.write(nodes, { dot: data, root: data });
  }

  private write(nodes: readonly Node[], scope: Scope): string {
    return nodes.map((node) => this.writeNode(node, scope)).join("");
  }

  private writeNode(node: Node, scope: Scope): string {
    if (node.kind === "text") return node.text;
    if (node.kind === "define") {
      this.defined.set(JSON.parse(node.head) as string, node.body);
      return "";
    }
    const value = this.evaluate(node.head, scope);
    if (node.kind === "print") return printed(value, node.head);
    if (!isTrue(value)) return this.write(node.otherwise, scope);
    return this.write(node.body, node.kind === "with" ? { ...scope, dot: value } : scope);
  }

  private evaluate(expression: string, scope: Scope): unknown {
    const tokens = expression.match(/"(?:[^"\\]|\\.)*"|[()|]|[^\s()|"]+/g) ?? [];
    const pipeline = (): unknown => {
      let piped: unknown[] = [];
      for (;;) {
        piped = [command(piped)];
        if (tokens[0] !== "|") return piped[0];
        tokens.shift();
      }
    };
    const command = (piped: readonly unknown[]): unknown => {
      const first = operand();
      const args: unknown[] = [];
      while (tokens.length > 0 && tokens[0] !== "|" && tokens[0] !== ")") args.push(operand());
      if (typeof first === "function") return (first as (...all: unknown[]) => unknown)(...args, ...piped);
      if (args.length + piped.length > 0) throw new Error(`Not a function: ${expression}`);
      return first;
    };
    const operand = (): unknown => {
      const token = tokens.shift() ?? "";
      if (token === "(") {
        const value = pipeline();
        if (tokens.shift() !== ")") throw new Error(`No end of the bracket: ${expression}`);
        return value;
      }
      if (/^["\d]/.test(token)) return JSON.parse(token);
      if (token.startsWith("$.")) return fieldOf(scope.root, token.slice(2));
      if (token.startsWith(".")) return token === "." ? scope.dot : fieldOf(scope.dot, token.slice(1));
      if (token === "include") return (name: string, data: object) => this.include(name, data);
      if (Object.hasOwn(this.functions, token)) return this.functions[token];
      throw new Error(`Not supported: ${token} in ${expression}`);
    };
    const value = pipeline();
    if (tokens.length > 0) throw new Error(`Cannot be read: ${expression}`);
    return value;
  }

  private include(name: string, data: object): string {
    const body = this.defined.get(name);
    if (body === undefined) throw new Error(`Not defined: ${name}`);
    return this.write(body, { dot: data, root: data });
  }
}

interface Scope {
  readonly dot: unknown;
  readonly root: object;
}

type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly head: string }
  | { readonly kind: "if" | "with" | "define"; readonly head: string; body: Node[]; otherwise: Node[] };

type Token = { readonly text: string } | { readonly action: string };

/** The texts and actions. A dash next to the braces removes the white space before or after them. */
function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trims = false;
  const add = (end: number, trimEnd: boolean) => {
    const piece = trims ? text.slice(at, end).trimStart() : text.slice(at, end);
    tokens.push({ text: trimEnd ? piece.trimEnd() : piece });
  };
  for (const match of text.matchAll(/\{\{(-\s)?\s*(.*?)\s*(\s-)?\}\}/gs)) {
    const [all, trimsBefore, action = "", trimsAfter] = match;
    add(match.index, trimsBefore !== undefined);
    if (!/^\/\*.*\*\/$/s.test(action)) tokens.push({ action });
    at = match.index + all.length;
    trims = trimsAfter !== undefined;
  }
  add(text.length, false);
  return tokens;
}

/** Reads nodes up to the end of the block, or of the text. */
function parseNodes(tokens: Token[], isBlock = false): Node[] {
  const nodes: Node[] = [];
  for (;;) {
    const token = tokens[0];
    if (token === undefined) {
      if (isBlock) throw new Error("A block has no end");
      return nodes;
    }
    if ("action" in token && isBlock && /^(end|else)\b/.test(token.action)) return nodes;
    tokens.shift();
    nodes.push("text" in token ? { kind: "text", text: token.text } : parseAction(token.action, tokens));
  }
}

function parseAction(action: string, tokens: Token[]): Node {
  const [, kind, head = ""] = /^(if|with|define)\s+(.*)$/s.exec(action) ?? [];
  if (kind === undefined) return { kind: "print", head: action };
  const node = { kind: kind as "if", head, body: parseNodes(tokens, true), otherwise: [] as Node[] };
  const end = tokens.shift() as { action: string };
  const [, elseIf] = /^else\s+(if\s.*)$/s.exec(end.action) ?? [];
  // The nested block takes the end of both.
  if (elseIf !== undefined) node.otherwise = [parseAction(elseIf, tokens)];
  else if (end.action === "else") {
    node.otherwise = parseNodes(tokens, true);
    tokens.shift();
  }
  return node;
}

function fieldOf(data: unknown, path: string): unknown {
  return path.split(".").reduce((value: unknown, name) => {
    if (typeof value !== "object" || value === null || !(name in value)) throw new Error(`There is no ${path}`);
    return (value as Record<string, unknown>)[name];
  }, data);
}

function printed(value: unknown, head: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`Not text: ${head}`);
}

/** Go's docs, text/template: the empty values are false, 0, nil, and an empty list, map or string. */
export function isTrue(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
