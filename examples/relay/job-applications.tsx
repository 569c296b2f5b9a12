import { graphql, useLazyLoadQuery, usePaginationFragment } from "react-relay";
import type {
  jobApplications_query$data,
  jobApplications_query$key,
} from "./__generated__/jobApplications_query.graphql";
import type { jobApplicationsPageQuery } from "./__generated__/jobApplicationsPageQuery.graphql";
import type { jobApplicationsQuery } from "./__generated__/jobApplicationsQuery.graphql";

/** A job with its active applications, the newest first. */
export function JobApplications({ jobId }: { readonly jobId: string }) {
  const query = useLazyLoadQuery<jobApplicationsQuery>(
    graphql`
      query jobApplicationsQuery($jobId: ID!) {
        ...jobApplications_query @arguments(jobId: $jobId)
      }
    `,
    { jobId },
  );
  return <Pages query={query} />;
}

/**
 * All pages that were read, and a button for the next one. The fragment is on `Query`, around `job`, because the schema has
 * no `Node` interface through which Relay could find the job again.
 */
function Pages({ query }: { readonly query: jobApplications_query$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    jobApplicationsPageQuery,
    jobApplications_query$key
  >(
    graphql`
      fragment jobApplications_query on Query
      @refetchable(queryName: "jobApplicationsPageQuery")
      @argumentDefinitions(
        jobId: { type: "ID!" }
        count: { type: "Int", defaultValue: 20 }
        cursor: { type: "String" }
      ) {
        job(id: $jobId) {
          name
          applications(
            first: $count
            after: $cursor
            filter: { status: [ACTIVE] }
            orderBy: { field: CREATED_AT, direction: DESC }
          ) @connection(key: "jobApplications_applications") {
            edges {
              node {
                id
                createdAt
                stage {
                  name
                }
                candidate {
                  fullName
                  missing {
                    field
                    reason
                  }
                }
              }
            }
            excluded {
              leads
            }
          }
        }
      }
    `,
    query,
  );

  if (data.job == null) return <p>There is no such job, or it could not be read.</p>;
  const { name, applications } = data.job;
  if (applications == null) return <p>The applications of {name} could not be read.</p>;
  return (
    <section>
      <h2>{name}</h2>
      <ul>
        {applications.edges.map(({ node }) => (
          <li key={node.id}>
            {nameOf(node.candidate)}, {node.stage?.name ?? "no stage"}
          </li>
        ))}
      </ul>
      {/* The sum of all pages that were read: see docs/frontends.md. */}
      {applications.excluded.leads != null && <p>{applications.excluded.leads} leads are left out.</p>}
      {hasNext && (
        <button
          disabled={isLoadingNext}
          onClick={() => {
            loadNext(20);
          }}
        >
          More
        </button>
      )}
    </section>
  );
}

type Applications = NonNullable<NonNullable<jobApplications_query$data["job"]>["applications"]>;
type Candidate = Applications["edges"][number]["node"]["candidate"];

/** The name, or why there is none: an error has stopped the whole person, or the person has the reason. */
function nameOf(candidate: Candidate): string {
  if (candidate == null) return "Could not be read";
  if (candidate.fullName != null) return candidate.fullName;
  const reason = candidate.missing?.find(({ field }) => field === "fullName")?.reason;
  return reason === "ANONYMIZED" ? "Anonymized" : "No name in Lever";
}
