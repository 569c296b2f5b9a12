import type { Opportunity } from "../../src/lever-sandbox/index.js";
import type { Note } from "./notes-subgraph.js";

const authors = ["Amara Nwosu", "Jonas Keller", "Mei Tanaka", "Rafael Duarte", "Sofia Lindqvist"];
const texts = [
  "Took the exercise apart before writing a line. Strong on trade-offs.",
  "Friendly and well prepared. Wants to know more about the team.",
  "Knows the field, but stayed general when asked for examples.",
  "Best conversation of the week. Let us move fast.",
  "Good answers on failure and recovery; testing came only when asked.",
  "Would need support in the first months, and says so.",
];

/** Notes on two of three applications past the lead stages, the same for the same account. */
export function seedNotes(opportunities: readonly Opportunity[]): Note[] {
  const applied = opportunities.filter(
    ({ stage, applications }) => !stage.startsWith("lead-") && applications.length > 0,
  );
  return applied.flatMap(({ id, contact, applications }, at) =>
    at % 3 === 2
      ? []
      : {
          id: `note-${at}`,
          text: texts[at % texts.length] ?? "",
          author: authors[at % authors.length] ?? "",
          applicationId: `${id}:${applications.join()}`,
          candidateId: contact,
        },
  );
}
