import type { Account, Sandbox } from "../../src/lever-sandbox/index.js";

/** In everything that says who somebody is, and in the key: a name, an address or a number that nobody has. */
const mark = "Zqxmark";
const digits = "4815162342";

/** A key for an account, which is found wherever it should not be. */
export const markedKey = `key-${mark}`;

/** Marks whatever is personal in an account, in place; what is empty, or only says that somebody is gone, stays so. */
export function markPeople({ contacts, opportunities, users, applications }: Account): void {
  for (const each of [...contacts, ...opportunities]) {
    if (each.isAnonymized) continue;
    each.name = marked(each.name);
    each.headline = marked(each.headline);
    each.emails = each.emails.map(markedMail);
    each.phones = each.phones.map((phone) => ({ ...phone, value: markedPhone(phone.value) }));
  }
  for (const each of opportunities) each.links = each.links.map(marked);
  for (const each of users) Object.assign(each, { name: marked(each.name), email: markedMail(each.email) });
  for (const each of applications) {
    if (each.name !== null) each.name = marked(each.name);
    if (each.email !== null) each.email = markedMail(each.email);
  }
}

const marked = (text: string) => (text === "" || text.includes(mark) ? text : `${text} ${mark}`);
const markedMail = (mail: string) =>
  mail.toLowerCase().includes(mark.toLowerCase()) ? mail : mail.replace("@", `.${mark}@`);
const markedPhone = (phone: string) => (phone === "" || phone.includes(digits) ? phone : `${phone} ${digits}`);

/**
 * The lines of a text that hold anything personal of the account, its key, or one of these secrets: in a log, a metric, a
 * message or a trace, where none of that may ever be.
 */
export function leaksIn(text: string, lever: Pick<Sandbox, "apiKey">, secrets: readonly string[] = []): string[] {
  const keys = [lever.apiKey, ...secrets].filter((each) => each.length > 8);
  const credentials = [...keys, lever.apiKey].map((key) => Buffer.from(`${key}:`).toString("base64"));
  const forbidden = [mark, digits, ...keys, ...credentials].map((each) => each.toLowerCase());
  const lower = text.toLowerCase();
  if (!forbidden.some((each) => lower.includes(each))) return [];
  return text.split("\n").filter((line) => forbidden.some((each) => line.toLowerCase().includes(each)));
}

/** The secrets among settings. */
export function secretsIn(env: Readonly<Record<string, string>>): string[] {
  const isSecret = ([name]: [string, string]) => /SECRET|TOKEN|KEY|PASSWORD/.test(name) && !/URL|FILE|MS$/.test(name);
  return Object.entries(env)
    .filter(isSecret)
    .flatMap(([, value]) => value.split(",").map((each) => each.trim()));
}
