import type { ReactNode } from "react";
import { Day } from "./day.tsx";
import { type FragmentType, graphql, readFragment } from "./generated/index.ts";
import { Pill } from "./pill.tsx";
import { Unsupported } from "./support.tsx";

const CandidateDetailsFields = graphql(`
  fragment CandidateDetails on Candidate {
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

/** The data of a person, and the fields that the provider cannot fill. */
export function CandidateDetails({ candidate }: { candidate: FragmentType<typeof CandidateDetailsFields> }) {
  const { firstName, lastName, emails, phoneNumbers, createdAt, lastActivityAt, applications } = readFragment(
    CandidateDetailsFields,
    candidate,
  );
  return (
    <>
      <section aria-labelledby="person">
        <h3 id="person">Person</h3>
        <dl>
          {firstName && <Detail name="First name">{firstName}</Detail>}
          {lastName && <Detail name="Last name">{lastName}</Detail>}
          <Detail name="Email">{emails.length > 0 ? <Labelled items={emails} /> : "None"}</Detail>
          <Detail name="Phone">{phoneNumbers.length > 0 ? <Labelled items={phoneNumbers} /> : "None"}</Detail>
          <Detail name="First recorded">
            <Day at={createdAt} />
          </Detail>
          <Detail name="Last activity">{lastActivityAt ? <Day at={lastActivityAt} /> : "None"}</Detail>
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

function Detail({ name, children }: { name: string; children: ReactNode }) {
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
