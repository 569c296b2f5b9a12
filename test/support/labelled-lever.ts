import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";

/** A sandbox with a label in every name, so that tests can recognize its data. */
export interface LabelledLever extends Sandbox {
  readonly label: string;
}

export async function startLabelledLever(label: string, options: SandboxOptions = {}): Promise<LabelledLever> {
  const lever = await startSandbox({ rate: Infinity, apiKey: `${label}-key`, ...options });
  const { contacts, opportunities, applications, users, postings, stages, archiveReasons } = lever.account;
  for (const each of [...contacts, ...opportunities]) each.emails = [`${label}.person@example.org`];
  for (const each of [...contacts, ...opportunities, ...applications, ...users]) each.name = `${label} ${each.name}`;
  for (const each of [...postings, ...stages, ...archiveReasons]) each.text = `${label} ${each.text}`;
  lever.changed();
  return Object.assign(lever, { label });
}
