import type { ReactNode } from "react";
import { Day } from "./day.tsx";
import { type FragmentType, graphql, readFragment } from "./generated/index.ts";
import { Pill } from "./pill.tsx";
import { Unsupported } from "./support.tsx";

const CandidateFactsFields = graphql(`
  fragment CandidateFacts on Candidate {
    firstName
    lastName
    emails {
      data
      type
    }
    phoneNumbers {
      data
      type
    }
    createdAt
    lastActivityAt
    applications {
      id
      status
      stage {
        id
        name
      }
      job {
        id
        name
      }
    }
  }
`);

/** What is known of a person, and what cannot be. */
export function CandidateFacts({ candidate }: { candidate: FragmentType<typeof CandidateFactsFields> }) {
  const { firstName, lastName, emails, phoneNumbers, createdAt, lastActivityAt, applications } = readFragment(
    CandidateFactsFields,
    candidate,
  );
  return (
    <>
      <section aria-labelledby="person">
        <h3 id="person">Person</h3>
        <dl>
          {firstName && <Fact name="First name">{firstName}</Fact>}
          {lastName && <Fact name="Last name">{lastName}</Fact>}
          <Fact name="Mail">{emails.length > 0 ? <Labelled items={emails} /> : "None"}</Fact>
          <Fact name="Phone">{phoneNumbers.length > 0 ? <Labelled items={phoneNumbers} /> : "None"}</Fact>
          <Fact name="First recorded">
            <Day at={createdAt} />
          </Fact>
          <Fact name="Last activity">{lastActivityAt ? <Day at={lastActivityAt} /> : "None"}</Fact>
        </dl>
        <Unsupported labels={{ "Candidate.firstName": "First name", "Candidate.lastName": "Last name" }} />
      </section>
      <section aria-labelledby="applications">
        <h3 id="applications">Applications</h3>
        <ul className="applications">
          {applications.map(({ id, status, stage, job }) => (
            <li key={id}>
              <strong>{job?.name ?? "No job"}</strong>
              <Pill status={status} />
              <span>{stage?.name ?? "No stage"}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Labelled({ items }: { items: readonly { readonly data: string | null; readonly type: string | null }[] }) {
  return items.map(({ data, type }, i) => (
    <span key={i}>
      {data} {type && <small>{type}</small>}
    </span>
  ));
}
