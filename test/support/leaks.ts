import type { Account, Sandbox } from "../../src/lever-sandbox/index.js";

/** Markers in personal data and in the key. Real data does not contain them. */
const mark = "Zqxmark";
const digits = "4815162342";

/** An API key with the marker, so that tests find it in logs. */
export const markedKey = `key-${mark}`;

/** Adds a marker to the personal data of an account, in place. Empty and anonymized values stay unchanged. */
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
 * The lines of a text that contain marked personal data, the key or one of these secrets. Logs, metrics, error messages
 * and traces must not contain them.
 */
export function leaksIn(text: string, lever: Pick<Sandbox, "apiKey">, secrets: readonly string[] = []): string[] {
  const keys = [lever.apiKey, ...secrets].filter((each) => each.length > 8);
  const credentials = [...keys, lever.apiKey].map((key) => Buffer.from(`${key}:`).toString("base64"));
  const forbidden = [mark, digits, ...keys, ...credentials].map((each) => each.toLowerCase());
  const lower = text.toLowerCase();
  if (!forbidden.some((each) => lower.includes(each))) return [];
  return text.split("\n").filter((line) => forbidden.some((each) => line.toLowerCase().includes(each)));
}

/** The values of the settings that are secrets. */
export function secretsIn(env: Readonly<Record<string, string>>): string[] {
  const isSecret = ([name]: [string, string]) => /SECRET|TOKEN|KEY|PASSWORD/.test(name) && !/URL|FILE|MS$/.test(name);
  return Object.entries(env)
    .filter(isSecret)
    .flatMap(([, value]) => value.split(",").map((each) => each.trim()));
}
