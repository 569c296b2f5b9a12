/**
 * @generated SignedSource<<c2bc536360ac1bd3c4fae11e30a9ab15>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
export type MissingReason = "ANONYMIZED" | "NOT_APPLICABLE" | "NOT_SET" | "UNRECOGNIZED" | "UNSUPPORTED_BY_PROVIDER" | "%future added value";
import type { FragmentRefs } from "relay-runtime";
export type jobApplications_query$data = {
  readonly job: {
    readonly applications: {
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly candidate: {
            readonly fullName: string | null | undefined;
            readonly missing: ReadonlyArray<{
              readonly field: string;
              readonly reason: MissingReason;
            }> | null | undefined;
          } | null | undefined;
          readonly createdAt: string | null | undefined;
          readonly id: string;
          readonly stage: {
            readonly name: string | null | undefined;
          } | null | undefined;
        };
      }>;
      readonly excluded: {
        readonly leads: number | null | undefined;
      };
    } | null | undefined;
    readonly name: string | null | undefined;
  } | null | undefined;
  readonly " $fragmentType": "jobApplications_query";
};
export type jobApplications_query$key = {
  readonly " $data"?: jobApplications_query$data;
  readonly " $fragmentSpreads": FragmentRefs<"jobApplications_query">;
};

import jobApplicationsPageQuery_graphql from './jobApplicationsPageQuery.graphql';

const node: ReaderFragment = (function(){
var v0 = [
  "job",
  "applications"
],
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
};
return {
  "argumentDefinitions": [
    {
      "defaultValue": 20,
      "kind": "LocalArgument",
      "name": "count"
    },
    {
      "defaultValue": null,
      "kind": "LocalArgument",
      "name": "cursor"
    },
    {
      "defaultValue": null,
      "kind": "LocalArgument",
      "name": "jobId"
    }
  ],
  "kind": "Fragment",
  "metadata": {
    "connection": [
      {
        "count": "count",
        "cursor": "cursor",
        "direction": "forward",
        "path": (v0/*:: as any*/)
      }
    ],
    "refetch": {
      "connection": {
        "forward": {
          "count": "count",
          "cursor": "cursor"
        },
        "backward": null,
        "path": (v0/*:: as any*/)
      },
      "fragmentPathInResult": [],
      "operation": jobApplicationsPageQuery_graphql
    }
  },
  "name": "jobApplications_query",
  "selections": [
    {
      "alias": null,
      "args": [
        {
          "kind": "Variable",
          "name": "id",
          "variableName": "jobId"
        }
      ],
      "concreteType": "Job",
      "kind": "LinkedField",
      "name": "job",
      "plural": false,
      "selections": [
        (v1/*:: as any*/),
        {
          "alias": "applications",
          "args": [
            {
              "kind": "Literal",
              "name": "filter",
              "value": {
                "status": [
                  "ACTIVE"
                ]
              }
            },
            {
              "kind": "Literal",
              "name": "orderBy",
              "value": {
                "direction": "DESC",
                "field": "CREATED_AT"
              }
            }
          ],
          "concreteType": "ApplicationConnection",
          "kind": "LinkedField",
          "name": "__jobApplications_applications_connection",
          "plural": false,
          "selections": [
            {
              "alias": null,
              "args": null,
              "concreteType": "ApplicationEdge",
              "kind": "LinkedField",
              "name": "edges",
              "plural": true,
              "selections": [
                {
                  "alias": null,
                  "args": null,
                  "concreteType": "Application",
                  "kind": "LinkedField",
                  "name": "node",
                  "plural": false,
                  "selections": [
                    {
                      "alias": null,
                      "args": null,
                      "kind": "ScalarField",
                      "name": "id",
                      "storageKey": null
                    },
                    {
                      "alias": null,
                      "args": null,
                      "kind": "ScalarField",
                      "name": "createdAt",
                      "storageKey": null
                    },
                    {
                      "alias": null,
                      "args": null,
                      "concreteType": "Stage",
                      "kind": "LinkedField",
                      "name": "stage",
                      "plural": false,
                      "selections": [
                        (v1/*:: as any*/)
                      ],
                      "storageKey": null
                    },
                    {
                      "alias": null,
                      "args": null,
                      "concreteType": "Candidate",
                      "kind": "LinkedField",
                      "name": "candidate",
                      "plural": false,
                      "selections": [
                        {
                          "alias": null,
                          "args": null,
                          "kind": "ScalarField",
                          "name": "fullName",
                          "storageKey": null
                        },
                        {
                          "alias": null,
                          "args": null,
                          "concreteType": "MissingField",
                          "kind": "LinkedField",
                          "name": "missing",
                          "plural": true,
                          "selections": [
                            {
                              "alias": null,
                              "args": null,
                              "kind": "ScalarField",
                              "name": "field",
                              "storageKey": null
                            },
                            {
                              "alias": null,
                              "args": null,
                              "kind": "ScalarField",
                              "name": "reason",
                              "storageKey": null
                            }
                          ],
                          "storageKey": null
                        }
                      ],
                      "storageKey": null
                    },
                    {
                      "alias": null,
                      "args": null,
                      "kind": "ScalarField",
                      "name": "__typename",
                      "storageKey": null
                    }
                  ],
                  "storageKey": null
                },
                {
                  "alias": null,
                  "args": null,
                  "kind": "ScalarField",
                  "name": "cursor",
                  "storageKey": null
                }
              ],
              "storageKey": null
            },
            {
              "alias": null,
              "args": null,
              "concreteType": "Excluded",
              "kind": "LinkedField",
              "name": "excluded",
              "plural": false,
              "selections": [
                {
                  "alias": null,
                  "args": null,
                  "kind": "ScalarField",
                  "name": "leads",
                  "storageKey": null
                }
              ],
              "storageKey": null
            },
            {
              "alias": null,
              "args": null,
              "concreteType": "PageInfo",
              "kind": "LinkedField",
              "name": "pageInfo",
              "plural": false,
              "selections": [
                {
                  "alias": null,
                  "args": null,
                  "kind": "ScalarField",
                  "name": "endCursor",
                  "storageKey": null
                },
                {
                  "alias": null,
                  "args": null,
                  "kind": "ScalarField",
                  "name": "hasNextPage",
                  "storageKey": null
                }
              ],
              "storageKey": null
            }
          ],
          "storageKey": "__jobApplications_applications_connection(filter:{\"status\":[\"ACTIVE\"]},orderBy:{\"direction\":\"DESC\",\"field\":\"CREATED_AT\"})"
        }
      ],
      "storageKey": null
    }
  ],
  "type": "Query",
  "abstractKey": null
};
})();

(node as any).hash = "dea63fc71d1bbbd6bd84584ba1b7c3ec";

export default node;
