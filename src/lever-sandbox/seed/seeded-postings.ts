import type { User } from "../account.js";
import type { Posting } from "../posting.js";
import type { Random } from "./random.js";
import type { Staff } from "./seeded-users.js";

const day = 86_400_000;

/** Title, team, department, pay in thousands per year, and a word in the job title of the hiring manager. */
type Role = readonly [title: string, team: string, department: string, pay: number, manager: string];

const roles: readonly Role[] = [
  ["Senior Backend Engineer", "Platform", "Engineering", 165, "Engineering"],
  ["Account Executive", "Mid-Market", "Sales", 110, "Sales"],
  ["Site Reliability Engineer", "Infrastructure", "Engineering", 170, "Engineering"],
  ["Customer Success Manager", "Onboarding", "Customer Success", 85, "Success"],
  ["Product Designer", "Design", "Product", 130, "Design"],
  ["Product Manager, Payments", "Payments", "Product", 150, "Product"],
  ["Financial Analyst", "FP&A", "Finance", 95, "Finance"],
  ["Frontend Engineer", "Web", "Engineering", 145, "Engineering"],
  ["People Operations Partner", "People Operations", "People", 100, "Talent"],
  ["Content Marketing Lead", "Brand", "Marketing", 105, "Sales"],
  ["Chief Financial Officer", "Leadership", "Finance", 290, "Finance"],
  ["Data Analyst", "Insights", "Data", 115, "Product"],
  ["Machine Learning Engineer", "Insights", "Data", 175, "Engineering"],
  ["Technical Support Specialist", "Support", "Customer Success", 65, "Success"],
  ["Sales Development Representative", "Outbound", "Sales", 60, "Sales"],
  ["Security Engineer", "Infrastructure", "Engineering", 168, "Engineering"],
  ["UX Researcher", "Design", "Product", 125, "Design"],
  ["Payroll Specialist", "Accounting", "Finance", 70, "Finance"],
  ["Engineering Intern", "Web", "Engineering", 55, "Engineering"],
  ["Solutions Architect", "Enterprise", "Sales", 155, "Sales"],
];

const places = [
  ["San Francisco, CA", "US"],
  ["New York, NY", "US"],
  ["Austin, TX", "US"],
  ["London", "GB"],
  ["Berlin", "DE"],
  ["Toronto, Ontario", "CA"],
] as const;

/** The state of a posting, and how it differs from other postings. */
interface Variation {
  state: string;
  channels?: string[];
  manager?: "none" | "former";
  department?: "null" | "absent";
  confidential?: boolean;
  creator?: null;
}

/** By position. The first postings are the difficult cases. */
const variations: readonly Variation[] = [
  { state: "published" },
  { state: "published", channels: ["internal"], manager: "none" },
  { state: "published", manager: "former" },
  { state: "closed" },
  { state: "published", department: "null", manager: "none" },
  { state: "internal", department: "absent", creator: null },
  { state: "internal", confidential: true, manager: "none" },
  { state: "draft", manager: "none" },
  { state: "published" },
  { state: "pending", manager: "none" },
  { state: "unknown_state" },
  { state: "rejected", manager: "none" },
  { state: "published", manager: "none" },
  { state: "closed" },
];

/** Postings from the oldest to the newest. About half have no hiring manager. */
export function seededPostings(random: Random, now: number, count: number, staff: Staff): Posting[] {
  return Array.from({ length: count }, (_, i) => {
    const variation = variations[i] ?? {
      state: random.weighted({ published: 5, internal: 1, closed: 4, draft: 1 }),
      ...(random.chance(0.5) ? { manager: "none" as const } : {}),
    };
    const createdAt = now - Math.round(((count - i) / count) * 900 * day) + random.between(0, 3 * day);
    return seededPosting(random, now, Math.min(createdAt, now - 5 * day), i, variation, staff);
  });
}

function seededPosting(random: Random, now: number, createdAt: number, i: number, variation: Variation, staff: Staff) {
  const [title, team, department, pay, manager] = roles[i % roles.length] ?? random.pick(roles);
  const [location, country] = random.pick(places);
  const id = random.uuid();
  const owner = random.pick(staff.recruiters);
  const hiringManager = managerOf(variation, staff, manager);
  const { state } = variation;
  const hasPage = state === "published" || state === "internal";
  const site = "https://jobs.lever.co/northwind";
  const description = `We are looking for a ${title} to join our ${team} team in ${location}.`;
  const posting: Posting = {
    id,
    text: title,
    state,
    distributionChannels: state === "published" ? (variation.channels ?? ["internal", "public"]) : null,
    user: variation.creator === null ? null : owner.id,
    owner: owner.id,
    hiringManager: hiringManager?.id ?? null,
    categories: {
      commitment: title.endsWith("Intern") ? "Intern" : "Full-time",
      ...(variation.department === "absent" ? {} : { department: variation.department === "null" ? null : department }),
      level: null,
      location,
      team,
      allLocations: random.chance(0.2) ? [location, "Remote"] : [location],
    },
    tags: random.chance(0.3) ? [random.pick(["priority", "backfill", "headcount 2026"])] : [],
    content: {
      description,
      descriptionHtml: `<div>${description}</div>`,
      lists: [{ text: "What you will do", content: "<li>Own your work end to end</li><li>Help others grow</li>" }],
      closing: "",
      closingHtml: "",
    },
    country,
    followers: [owner.id, ...(hiringManager ? [hiringManager.id] : [])],
    reqCode: random.pick([null, ""]),
    requisitionCodes: random.chance(0.4) ? [String(2000 + i)] : [],
    urls: hasPage ? { list: site, show: `${site}/${id}`, apply: `${site}/${id}/apply` } : null,
    confidentiality: variation.confidential ? "confidential" : "non-confidential",
    createdAt,
    updatedAt: random.between(createdAt, now),
    workplaceType: random.pick(["onsite", "remote", "hybrid", "unspecified"]),
    transcribeInterviews: false,
    screening: { enabled: false },
  };
  if (random.chance(0.5)) {
    const interval = "per-year-salary";
    posting.salaryRange = { min: pay * 900, max: pay * 1150, currency: country === "GB" ? "GBP" : "USD", interval };
  }
  return posting;
}

function managerOf({ manager }: Variation, staff: Staff, word: string): User | undefined {
  if (manager === "none") return undefined;
  if (manager === "former") return staff.formerManager;
  return [...staff.managers, ...staff.recruiters].find(({ jobTitle }) => jobTitle?.includes(word));
}

/** The pay per year for this posting. */
export function payFor(posting: Posting | undefined): number {
  return (roles.find(([title]) => title === posting?.text)?.[3] ?? 100) * 1000;
}
