import type { Contact } from "../contact.js";
import { emailAddress, personName, phoneNumber, plain } from "./names.js";
import type { Random } from "./random.js";

const headlines = [
  "Software Engineer at Fabrikam",
  "Senior Developer, Contoso",
  "Account Manager at Tailspin",
  "Product Lead, Litware",
  "Designer at Wide World Importers",
  "Freelance consultant",
  "MSc Computer Science",
  "Analyst at Proseware",
];

const places = [
  "",
  "",
  "",
  "San Francisco Bay Area",
  "London, UK",
  "Berlin, Germany",
  "Lagos, Nigeria",
  "Bengaluru, India",
];

/** A person. 1% have no name, 14% have no email address, and some phone numbers have no type. */
export function seededContact(random: Random): Contact {
  const name = personName(random);
  const emails = random.chance(0.86) ? [emailAddress(random, name)] : [];
  if (emails.length > 0 && random.chance(0.1)) emails.push(emailAddress(random, name.split(" ").reverse().join(" ")));
  return {
    id: random.uuid(),
    name: random.chance(0.01) ? "" : name,
    headline: random.chance(0.3) ? "" : random.pick(headlines),
    isAnonymized: false,
    location: { name: random.pick(places) },
    emails,
    phones: random.chance(0.55) ? Array.from({ length: random.chance(0.1) ? 2 : 1 }, () => seededPhone(random)) : [],
    dataProtection: random.chance(0.5) ? { interviewIntelligence: { allowed: true, expiresAt: null } } : null,
  };
}

/** Deletes the personal data of a contact. */
export function anonymize(contact: Contact, name: "" | "Anonymized opportunity"): void {
  Object.assign(contact, { name, headline: "", emails: [], phones: [], location: { name: "" }, isAnonymized: true });
}

/** The URL of a profile page. */
export function profileLink(name: string): string {
  return `https://profiles.example.com/${plain(name).replaceAll(" ", "-")}`;
}

function seededPhone(random: Random) {
  const value = phoneNumber(random);
  return random.chance(0.08)
    ? { value }
    : { type: random.weighted({ mobile: 8, home: 1, other: 1, skype: 0.2 }), value };
}
