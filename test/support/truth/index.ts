export { knownNulls } from "./known-nulls.js";
export { candidaciesOf, hasApplied, applicationId, type Candidacy } from "./candidacy.js";
export type { Filters } from "./filters.js";
export { type Expected, stageOf } from "./records.js";
export { irregularAccount } from "./irregular-account.js";
export { expectInOrder, inOrder, type OrderBy, type OrderedConnection } from "./order.js";
export { selections } from "./selections.js";
export { type Connection, type Truth, truthOf } from "./truth.js";
export { expectSame, type ListOptions, type Page, pageQuery, pages, readWholeList } from "./read-whole-list.js";
