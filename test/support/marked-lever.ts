import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";

/** A Lever with a word of its own in every name, by which its data is known wherever it turns up. */
export interface MarkedLever extends Sandbox {
  readonly mark: string;
}

export async function startMarkedLever(mark: string, options: SandboxOptions = {}): Promise<MarkedLever> {
  const lever = await startSandbox({ rate: Infinity, apiKey: `${mark}-key`, ...options });
  const { contacts, opportunities, applications, users, postings, stages, archiveReasons } = lever.account;
  for (const each of [...contacts, ...opportunities]) each.emails = [`${mark}.person@example.org`];
  for (const each of [...contacts, ...opportunities, ...applications, ...users]) each.name = `${mark} ${each.name}`;
  for (const each of [...postings, ...stages, ...archiveReasons]) each.text = `${mark} ${each.text}`;
  lever.changed();
  return Object.assign(lever, { mark });
}
