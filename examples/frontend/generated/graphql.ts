/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Filter for applications. All conditions must match. An empty list matches nothing. */
export type ApplicationFilter = {
  /** One of these candidates. */
  readonly candidateIds?: ReadonlyArray<string> | null | undefined;
  /** The Lever opportunity was created at this time or later. */
  readonly createdAfter?: string | null | undefined;
  /** The Lever opportunity was created at this time or earlier. */
  readonly createdBefore?: string | null | undefined;
  /** For a job in one of these departments. Upper and lower case matter. All jobs are read, unless they are cached. */
  readonly departments?: ReadonlyArray<string> | null | undefined;
  /** The application ended at this time or later: `Application.endedAt`. No active application matches. */
  readonly endedAfter?: string | null | undefined;
  /** The application ended at this time or earlier. No active application matches. */
  readonly endedBefore?: string | null | undefined;
  /** Whether the list includes applications of leads. */
  readonly includeLeads?: boolean | null | undefined;
  /** Applied to one of these jobs. Archived applications are included. */
  readonly jobIds?: ReadonlyArray<string> | null | undefined;
  /** The Lever opportunity was last advanced at this time or later: moved to another stage, or archived. */
  readonly lastAdvancedAfter?: string | null | undefined;
  /** The Lever opportunity was last advanced at this time or earlier. */
  readonly lastAdvancedBefore?: string | null | undefined;
  /** Whether the list has applications of leads only. */
  readonly leadsOnly?: boolean | null | undefined;
  /** For a job in one of these places: `Application.location`. Upper and lower case matter. */
  readonly locations?: ReadonlyArray<string> | null | undefined;
  /** With one of these origins. */
  readonly origins?: ReadonlyArray<ApplicationOrigin> | null | undefined;
  /** Rejected for one of these reasons. A reason that means a hire matches nothing. */
  readonly rejectedReasonIds?: ReadonlyArray<string> | null | undefined;
  /** With one of these sources. Upper and lower case matter. */
  readonly sources?: ReadonlyArray<string> | null | undefined;
  /** In one of these stages. */
  readonly stageIds?: ReadonlyArray<string> | null | undefined;
  /** One of these statuses. */
  readonly status?: ReadonlyArray<ApplicationStatus> | null | undefined;
  /** With one of these tags. Upper and lower case matter. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
  /** The Lever opportunity was updated at this time or later. An opportunity that was never updated does not match. */
  readonly updatedAfter?: string | null | undefined;
  /** The Lever opportunity was updated at this time or earlier. An opportunity that was never updated does not match. */
  readonly updatedBefore?: string | null | undefined;
};

/** How a person came into the pipeline. */
export type ApplicationOrigin =
  /** Through an agency. */
  | 'AGENCY'
  /** The person applied. */
  | 'APPLIED'
  /** From inside the company. */
  | 'INTERNAL'
  /** A referral. */
  | 'REFERRED'
  /** A colleague found the person. */
  | 'SOURCED'
  /** Through a university. */
  | 'UNIVERSITY'
  | '%future added value';

/** Whether an application is active, and if not, how it ended. */
export type ApplicationStatus =
  /** The application is active. */
  | 'ACTIVE'
  /** The application ended in a hire. */
  | 'HIRED'
  /** The application ended without a hire: rejected, withdrawn, position filled, and so on. */
  | 'REJECTED'
  | '%future added value';

/** Whether a job accepts applications. */
export type JobStatus =
  /** Archived. Lever has no such status. */
  | 'ARCHIVED'
  /** Closed. */
  | 'CLOSED'
  /** Not yet published: a draft, waiting for approval, or not approved. */
  | 'DRAFT'
  /** Paused. Lever has no such status. */
  | 'ON_HOLD'
  /** Published, or open to internal applicants only. */
  | 'OPEN'
  | '%future added value';

/** How far an offer has progressed. */
export type OfferStatus =
  /** Waiting for approval. */
  | 'APPROVAL_SENT'
  /** Approved, not yet sent. */
  | 'APPROVED'
  /** Archived. Lever has no such status. */
  | 'ARCHIVED'
  /** A draft. */
  | 'DRAFT'
  /** Opened by the candidate. */
  | 'OPENED'
  /** Rejected. Lever calls it `denied`. */
  | 'REJECTED'
  /** Sent with the provider's software. */
  | 'SENT'
  /** Sent in another way. */
  | 'SENT_MANUALLY'
  /** Signed by the candidate. */
  | 'SIGNED'
  | '%future added value';

export type ApplicationCardFragment = { readonly rejectedAt: string | null, readonly rejectedReason: { readonly text: string | null } | null, readonly candidate: { readonly id: string, readonly fullName: string | null, readonly lastActivityAt: string | null } | null } & { ' $fragmentName'?: 'ApplicationCardFragment' };

export type StagesQueryVariables = Exact<{ [key: string]: never; }>;


export type StagesQuery = { readonly stages: ReadonlyArray<{ readonly id: string, readonly name: string | null }> | null };

export type ApplicationPageQueryVariables = Exact<{
  filter: ApplicationFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type ApplicationPageQuery = { readonly applications: { readonly nodes: ReadonlyArray<(
      { readonly id: string, readonly candidateId: string, readonly stage: { readonly id: string, readonly name: string | null } | null }
      & { ' $fragmentRefs'?: { 'ApplicationCardFragment': ApplicationCardFragment } }
    )>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CandidateDetailsFragment = { readonly firstName: string | null, readonly lastName: string | null, readonly createdAt: string, readonly lastActivityAt: string | null, readonly emails: ReadonlyArray<{ readonly data: string | null, readonly type: string | null }>, readonly phoneNumbers: ReadonlyArray<{ readonly data: string | null, readonly type: string | null }>, readonly applications: ReadonlyArray<{ readonly id: string, readonly status: ApplicationStatus | null, readonly stage: { readonly id: string, readonly name: string | null } | null, readonly job: { readonly id: string, readonly name: string | null } | null }> } & { ' $fragmentName'?: 'CandidateDetailsFragment' };

export type OpenedCandidateQueryVariables = Exact<{
  id: string;
}>;


export type OpenedCandidateQuery = { readonly candidate: (
    { readonly id: string, readonly fullName: string | null }
    & { ' $fragmentRefs'?: { 'CandidateDetailsFragment': CandidateDetailsFragment } }
  ) | null };

export type JobHeaderFragment = { readonly name: string | null, readonly status: JobStatus | null, readonly remoteStatus: string | null, readonly department: { readonly name: string | null } | null, readonly hiringTeam: { readonly hiringManagers: ReadonlyArray<{ readonly id: string, readonly name: string | null }> | null, readonly recruiters: ReadonlyArray<{ readonly id: string, readonly name: string | null }> | null } } & { ' $fragmentName'?: 'JobHeaderFragment' };

export type JobItemFragment = { readonly id: string, readonly name: string | null, readonly status: JobStatus | null, readonly remoteStatus: string | null, readonly department: { readonly name: string | null } | null } & { ' $fragmentName'?: 'JobItemFragment' };

export type OfferOfApplicationQueryVariables = Exact<{
  id: string;
}>;


export type OfferOfApplicationQuery = { readonly application: { readonly id: string, readonly offer: { readonly id: string, readonly status: OfferStatus | null, readonly remoteStatus: string | null, readonly createdAt: string, readonly updatedAt: string | null, readonly job: { readonly id: string, readonly name: string | null } | null } | null } | null };

export type JobPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type JobPageQuery = { readonly jobs: { readonly nodes: ReadonlyArray<(
      { readonly id: string, readonly status: JobStatus | null }
      & { ' $fragmentRefs'?: { 'JobItemFragment': JobItemFragment;'JobHeaderFragment': JobHeaderFragment } }
    )>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type UnsupportedFieldsQueryVariables = Exact<{ [key: string]: never; }>;


export type UnsupportedFieldsQuery = { readonly providerSupport: ReadonlyArray<{ readonly type: string, readonly field: string, readonly reason: string | null }> };

export const ApplicationCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}}]}}]}}]} as unknown as DocumentNode<ApplicationCardFragment, unknown>;
export const CandidateDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CandidateDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Candidate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"emails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CandidateDetailsFragment, unknown>;
export const JobHeaderFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobHeader"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"remoteStatus"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hiringTeam"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hiringManagers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recruiters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<JobHeaderFragment, unknown>;
export const JobItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"remoteStatus"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<JobItemFragment, unknown>;
export const StagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<StagesQuery, StagesQueryVariables>;
export const ApplicationPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApplicationPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplicationFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"candidateId"}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApplicationCard"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApplicationCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Application"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}}]}}]}}]} as unknown as DocumentNode<ApplicationPageQuery, ApplicationPageQueryVariables>;
export const OpenedCandidateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpenedCandidate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"candidate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CandidateDetails"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CandidateDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Candidate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"emails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}},{"kind":"Field","name":{"kind":"Name","value":"applications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<OpenedCandidateQuery, OpenedCandidateQueryVariables>;
export const OfferOfApplicationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OfferOfApplication"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"offer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"remoteStatus"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OfferOfApplicationQuery, OfferOfApplicationQueryVariables>;
export const JobPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobItem"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobHeader"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"remoteStatus"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobHeader"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"remoteStatus"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hiringTeam"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hiringManagers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recruiters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<JobPageQuery, JobPageQueryVariables>;
export const UnsupportedFieldsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UnsupportedFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerSupport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"level"},"value":{"kind":"EnumValue","value":"UNSUPPORTED"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<UnsupportedFieldsQuery, UnsupportedFieldsQueryVariables>;