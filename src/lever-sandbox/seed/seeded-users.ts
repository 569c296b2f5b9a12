import type { User } from "../account.js";
import { personName, plain } from "./names.js";
import type { Random } from "./random.js";

const day = 86_400_000;

/** Job title, role in Lever, and number of users. */
const jobs: readonly (readonly [title: string | null, role: string, count: number])[] = [
  ["Head of Talent", "super admin", 1],
  ["Senior Recruiter", "admin", 2],
  ["Recruiter", "team member", 3],
  ["Sourcer", "team member", 2],
  ["Engineering Manager", "limited team member", 3],
  ["Director of Product", "limited team member", 1],
  ["Head of Design", "limited team member", 1],
  ["VP of Sales", "limited team member", 1],
  ["Head of Customer Success", "limited team member", 1],
  ["Finance Director", "limited team member", 1],
  ["Software Engineer", "interviewer", 4],
  [null, "interviewer", 5],
];

/** The users of a company, by their part in hiring. */
export interface Staff {
  readonly users: User[];
  /** Active recruiters. They own candidates. */
  readonly recruiters: readonly User[];
  /** Active managers. */
  readonly managers: readonly User[];
  /** A deactivated user who is still the hiring manager of a posting. */
  readonly formerManager: User;
}

/** 25 users. Three are deactivated; the name of one is an email address. */
export function seededUsers(random: Random, now: number): Staff {
  const taken = new Set<string>();
  const users = jobs.flatMap(([title, role, count]) =>
    Array.from({ length: count }, () => seededUser(random, now, title, role, taken)),
  );
  const deactivate = (user: User | undefined) => {
    if (user) user.deactivatedAt = now - random.between(20, 400) * day;
  };
  const head = users[0];
  for (const user of users) if (user.jobTitle?.includes("Recruiter") && head) user.managerId = head.id;
  const managers = users.filter(({ accessRole }) => accessRole === "limited team member");
  const formerManager = managers[2];
  if (formerManager === undefined) throw new Error("The company has no managers.");
  deactivate(formerManager);
  deactivate(users.find(({ jobTitle }) => jobTitle === "Sourcer"));
  deactivate(users.at(-1));
  const userWithoutName = users.at(-2);
  if (userWithoutName) userWithoutName.name = userWithoutName.email;
  const active = ({ deactivatedAt }: User) => deactivatedAt === null;
  return {
    users,
    recruiters: users.filter(({ jobTitle }) => /Recruiter|Sourcer|Talent/.test(jobTitle ?? "")).filter(active),
    managers: managers.filter(active),
    formerManager,
  };
}

function seededUser(
  random: Random,
  now: number,
  jobTitle: string | null,
  accessRole: string,
  taken: Set<string>,
): User {
  let name = personName(random);
  while (taken.has(plain(name))) name = personName(random);
  taken.add(plain(name));
  const username = plain(name).replaceAll(" ", ".");
  return {
    id: random.uuid(),
    name,
    username,
    email: `${username}@example.com`,
    accessRole,
    photo: null,
    createdAt: now - random.between(420 * day, 1500 * day),
    deactivatedAt: null,
    externalDirectoryId: random.chance(0.3) ? `dir-${random.between(1000, 9999)}` : null,
    linkedContactIds: null,
    jobTitle,
    managerId: null,
  };
}
