import { useQuery } from "urql";
import { CostLine, costOf } from "./cost.tsx";
import { Day } from "./day.tsx";
import { graphql } from "./generated/index.ts";
import { Pill } from "./pill.tsx";
import { Problem } from "./problem.tsx";
import { Unsupported } from "./support.tsx";

const OfferOfApplication = graphql(`
  query OfferOfApplication($id: ID!) {
    application(id: $id) {
      id
      offer {
        id
        status
        remoteStatus
        createdAt
        updatedAt
        job {
          id
          name
        }
      }
    }
  }
`);

/** The status of an application's offer. It costs Lever calls of its own, so it is read for who is opened alone. */
export function OfferStatus({ applicationId }: { applicationId: string }) {
  const [result, ask] = useQuery({ query: OfferOfApplication, variables: { id: applicationId } });
  const { data, fetching, error } = result;
  const offer = data?.application?.offer;
  return (
    <section aria-labelledby="offer">
      <h3 id="offer">Offer</h3>
      {fetching && <p role="status">Asking for the offer…</p>}
      {offer && (
        <>
          <p>
            <Pill status={offer.status} remoteStatus={offer.remoteStatus} /> for {offer.job?.name ?? "a job not named"},
            created <Day at={offer.createdAt} />
            {offer.updatedAt && (
              <>
                , last changed <Day at={offer.updatedAt} />
              </>
            )}
          </p>
          <Unsupported labels={{ "Offer.updatedAt": "Last change" }} />
        </>
      )}
      {!fetching && !error && !offer && <p>No offer has been made.</p>}
      {error && (
        <Problem
          error={error}
          isPartial={false}
          isRetrying={fetching}
          onRetry={() => {
            ask({ requestPolicy: "network-only" });
          }}
        />
      )}
      {!fetching && !error && <CostLine cost={costOf(result)} />}
    </section>
  );
}
