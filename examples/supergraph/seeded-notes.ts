import type { Opportunity } from "../../src/lever-sandbox/index.js";
import type { Note } from "./notes-subgraph.js";

const authors = ["Amara Nwosu", "Jonas Keller", "Mei Tanaka", "Rafael Duarte", "Sofia Lindqvist"];
const texts = [
  "Understood the exercise before writing code. Strong on trade-offs.",
  "Friendly and well prepared. Wants to know more about the team.",
  "Knows the field, but stayed general when asked for examples.",
  "Best conversation of the week. Let us move fast.",
  "Good answers on failure and recovery. Talked about testing only after a question.",
  "Would need support in the first months, and says so.",
];

/** Notes about two of three applications that are not leads. The same account always gets the same notes. */
export function seedNotes(opportunities: readonly Opportunity[]): Note[] {
  const applied = opportunities.filter(
    ({ stage, applications }) => !stage.startsWith("lead-") && applications.length > 0,
  );
  return applied.flatMap(({ id, contact, applications }, index) =>
    index % 3 === 2
      ? []
      : {
          id: `note-${index}`,
          text: texts[index % texts.length] ?? "",
          author: authors[index % authors.length] ?? "",
          applicationId: `${id}:${applications.join()}`,
          candidateId: contact,
        },
  );
}
