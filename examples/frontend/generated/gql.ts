/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment ApplicationCard on Application {\n    rejectedAt\n    rejectedReason {\n      text\n    }\n    candidate {\n      id\n      fullName\n      lastActivityAt\n    }\n  }\n": typeof types.ApplicationCardFragmentDoc,
    "\n  query Stages {\n    stages {\n      id\n      name\n    }\n  }\n": typeof types.StagesDocument,
    "\n  query ApplicationPage($filter: ApplicationFilter!, $first: Int!, $after: String) {\n    applications(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        candidateId\n        stage {\n          id\n          name\n        }\n        ...ApplicationCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ApplicationPageDocument,
    "\n  fragment CandidateDetails on Candidate {\n    firstName\n    lastName\n    emails {\n      data\n      type\n    }\n    phoneNumbers {\n      data\n      type\n    }\n    createdAt\n    lastActivityAt\n    applications {\n      id\n      status\n      stage {\n        id\n        name\n      }\n      job {\n        id\n        name\n      }\n    }\n  }\n": typeof types.CandidateDetailsFragmentDoc,
    "\n  query OpenedCandidate($id: ID!) {\n    candidate(id: $id) {\n      id\n      fullName\n      ...CandidateDetails\n    }\n  }\n": typeof types.OpenedCandidateDocument,
    "\n  fragment JobHeader on Job {\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n    hiringTeam {\n      hiringManagers {\n        id\n        name\n      }\n      recruiters {\n        id\n        name\n      }\n    }\n  }\n": typeof types.JobHeaderFragmentDoc,
    "\n  fragment JobItem on Job {\n    id\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n  }\n": typeof types.JobItemFragmentDoc,
    "\n  query OfferOfApplication($id: ID!) {\n    application(id: $id) {\n      id\n      offer {\n        id\n        status\n        remoteStatus\n        createdAt\n        updatedAt\n        job {\n          id\n          name\n        }\n      }\n    }\n  }\n": typeof types.OfferOfApplicationDocument,
    "\n  query JobPage($first: Int!, $after: String) {\n    jobs(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        ...JobItem\n        ...JobHeader\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.JobPageDocument,
    "\n  query UnsupportedFields {\n    providerSupport(level: UNSUPPORTED) {\n      type\n      field\n      reason\n    }\n  }\n": typeof types.UnsupportedFieldsDocument,
};
const documents: Documents = {
    "\n  fragment ApplicationCard on Application {\n    rejectedAt\n    rejectedReason {\n      text\n    }\n    candidate {\n      id\n      fullName\n      lastActivityAt\n    }\n  }\n": types.ApplicationCardFragmentDoc,
    "\n  query Stages {\n    stages {\n      id\n      name\n    }\n  }\n": types.StagesDocument,
    "\n  query ApplicationPage($filter: ApplicationFilter!, $first: Int!, $after: String) {\n    applications(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        candidateId\n        stage {\n          id\n          name\n        }\n        ...ApplicationCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ApplicationPageDocument,
    "\n  fragment CandidateDetails on Candidate {\n    firstName\n    lastName\n    emails {\n      data\n      type\n    }\n    phoneNumbers {\n      data\n      type\n    }\n    createdAt\n    lastActivityAt\n    applications {\n      id\n      status\n      stage {\n        id\n        name\n      }\n      job {\n        id\n        name\n      }\n    }\n  }\n": types.CandidateDetailsFragmentDoc,
    "\n  query OpenedCandidate($id: ID!) {\n    candidate(id: $id) {\n      id\n      fullName\n      ...CandidateDetails\n    }\n  }\n": types.OpenedCandidateDocument,
    "\n  fragment JobHeader on Job {\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n    hiringTeam {\n      hiringManagers {\n        id\n        name\n      }\n      recruiters {\n        id\n        name\n      }\n    }\n  }\n": types.JobHeaderFragmentDoc,
    "\n  fragment JobItem on Job {\n    id\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n  }\n": types.JobItemFragmentDoc,
    "\n  query OfferOfApplication($id: ID!) {\n    application(id: $id) {\n      id\n      offer {\n        id\n        status\n        remoteStatus\n        createdAt\n        updatedAt\n        job {\n          id\n          name\n        }\n      }\n    }\n  }\n": types.OfferOfApplicationDocument,
    "\n  query JobPage($first: Int!, $after: String) {\n    jobs(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        ...JobItem\n        ...JobHeader\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.JobPageDocument,
    "\n  query UnsupportedFields {\n    providerSupport(level: UNSUPPORTED) {\n      type\n      field\n      reason\n    }\n  }\n": types.UnsupportedFieldsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ApplicationCard on Application {\n    rejectedAt\n    rejectedReason {\n      text\n    }\n    candidate {\n      id\n      fullName\n      lastActivityAt\n    }\n  }\n"): (typeof documents)["\n  fragment ApplicationCard on Application {\n    rejectedAt\n    rejectedReason {\n      text\n    }\n    candidate {\n      id\n      fullName\n      lastActivityAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Stages {\n    stages {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query Stages {\n    stages {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApplicationPage($filter: ApplicationFilter!, $first: Int!, $after: String) {\n    applications(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        candidateId\n        stage {\n          id\n          name\n        }\n        ...ApplicationCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ApplicationPage($filter: ApplicationFilter!, $first: Int!, $after: String) {\n    applications(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        candidateId\n        stage {\n          id\n          name\n        }\n        ...ApplicationCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CandidateDetails on Candidate {\n    firstName\n    lastName\n    emails {\n      data\n      type\n    }\n    phoneNumbers {\n      data\n      type\n    }\n    createdAt\n    lastActivityAt\n    applications {\n      id\n      status\n      stage {\n        id\n        name\n      }\n      job {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment CandidateDetails on Candidate {\n    firstName\n    lastName\n    emails {\n      data\n      type\n    }\n    phoneNumbers {\n      data\n      type\n    }\n    createdAt\n    lastActivityAt\n    applications {\n      id\n      status\n      stage {\n        id\n        name\n      }\n      job {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenedCandidate($id: ID!) {\n    candidate(id: $id) {\n      id\n      fullName\n      ...CandidateDetails\n    }\n  }\n"): (typeof documents)["\n  query OpenedCandidate($id: ID!) {\n    candidate(id: $id) {\n      id\n      fullName\n      ...CandidateDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobHeader on Job {\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n    hiringTeam {\n      hiringManagers {\n        id\n        name\n      }\n      recruiters {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment JobHeader on Job {\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n    hiringTeam {\n      hiringManagers {\n        id\n        name\n      }\n      recruiters {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobItem on Job {\n    id\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment JobItem on Job {\n    id\n    name\n    status\n    remoteStatus\n    department {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OfferOfApplication($id: ID!) {\n    application(id: $id) {\n      id\n      offer {\n        id\n        status\n        remoteStatus\n        createdAt\n        updatedAt\n        job {\n          id\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OfferOfApplication($id: ID!) {\n    application(id: $id) {\n      id\n      offer {\n        id\n        status\n        remoteStatus\n        createdAt\n        updatedAt\n        job {\n          id\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobPage($first: Int!, $after: String) {\n    jobs(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        ...JobItem\n        ...JobHeader\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobPage($first: Int!, $after: String) {\n    jobs(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        ...JobItem\n        ...JobHeader\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnsupportedFields {\n    providerSupport(level: UNSUPPORTED) {\n      type\n      field\n      reason\n    }\n  }\n"): (typeof documents)["\n  query UnsupportedFields {\n    providerSupport(level: UNSUPPORTED) {\n      type\n      field\n      reason\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;