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

/** The status of an application's offer. It takes additional Lever calls, so it is loaded only when a card is opened. */
export function OfferStatus({ applicationId }: { applicationId: string }) {
  const [result, refetch] = useQuery({ query: OfferOfApplication, variables: { id: applicationId } });
  const { data, fetching, error } = result;
  const offer = data?.application?.offer;
  return (
    <section aria-labelledby="offer">
      <h3 id="offer">Offer</h3>
      {fetching && <p role="status">Loading the offer…</p>}
      {offer && (
        <>
          <p>
            <Pill status={offer.status} remoteStatus={offer.remoteStatus} /> for {offer.job?.name ?? "an untitled job"},
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
      {!fetching && !error && !offer && <p>There is no offer.</p>}
      {error && (
        <Problem
          error={error}
          isPartial={false}
          isRetrying={fetching}
          onRetry={() => {
            refetch({ requestPolicy: "network-only" });
          }}
        />
      )}
      {!fetching && !error && <CostLine cost={costOf(result)} />}
    </section>
  );
}
