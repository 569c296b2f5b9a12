import type { Example } from "./examples.ts";

/** What a new visitor sees until the editor is loaded: the questions, and the first example as the editor shows it. */
export function firstLook(examples: readonly Example[]): string {
  const query = examples[0]?.query ?? "";
  const questions = examples.map(({ question, cost }) => `<p>${asHtml(question)} <small>${asHtml(cost)}</small></p>`);
  const lines = query.split("\n").map((line) => `<span>${highlighted(asHtml(line))}</span>`);
  return [
    '<div class="first-look">',
    `<aside><h2>What do you want to know?</h2>${questions.join("")}</aside>`,
    `<section><h2>${/^query (\w+)/m.exec(query)?.[1] ?? ""}</h2><pre>${lines.join("\n")}</pre></section>`,
    "</div>",
  ].join("");
}

/** The parts of an operation that have a colour in the editor, in the order in which they are looked for. */
const parts = /(?<comment>#.*)|(?<number>\b\d+)|(?<keyword>\bquery\b)|(?<type>\b[A-Z]\w*)|(?<field>\b[a-z]\w*)/g;

function highlighted(line: string): string {
  return line.replace(parts, (text, ...rest) => {
    const groups = Object.entries(rest.at(-1) as Record<string, string | undefined>);
    const kind = groups.find(([, part]) => part !== undefined)?.[0];
    return `<span class="${kind}">${text}</span>`;
  });
}

const asHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
