/** A page of a list as a cache remembers it. */
export interface CountedPage {
  /** The cursor that the page was asked for with. Null for the first page. */
  readonly after: string | null;
  /** What the page leaves out, by name: a number, or null if it is not known. Undefined if it was not selected. */
  readonly excluded?: Counts | undefined;
}

type Counts = Readonly<Record<string, number | null>>;

/** The names of what a page can leave out: the fields of `Excluded`. */
export const excludedFields = ["leads", "confidential"] as const;

/**
 * What a list leaves out: the sum of its pages. Undefined if no page selected it. A number is null if it is not known of
 * each page, because the sum is then not known either.
 */
export function sumOfExcluded(pages: readonly CountedPage[]): Counts | undefined {
  const counts = pages.map(({ excluded }) => excluded ?? {});
  const selected = excludedFields.filter((field) => counts.some((each) => field in each));
  if (selected.length === 0) return undefined;
  const sums = selected.map((field) => [field, sum(counts.map((each) => each[field] ?? null))] as const);
  return Object.fromEntries(sums);
}

function sum(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((total, each) => (total === null || each === null ? null : total + each), 0);
}

/**
 * The pages of a list after a page arrived. It replaces an equal page and those after it, or follows the last page.
 * `end` is the cursor at the end of the list so far. If the page does not begin there, something between is not known.
 */
export function withPage(pages: readonly CountedPage[], page: CountedPage, end: string | null): readonly CountedPage[] {
  const known = pages.findIndex(({ after }) => after === page.after);
  if (known >= 0) {
    const excluded = { ...pages[known]?.excluded, ...page.excluded };
    return [...pages.slice(0, known), { after: page.after, excluded }];
  }
  if (page.after === null) return [page];
  return page.after === end ? [...pages, page] : [...pages, { after: page.after, excluded: {} }];
}

/** The numbers of an object of the type `Excluded`. */
export function countsOf(read: (field: string) => unknown): Counts {
  const counts = excludedFields.map((field) => [field, read(field)] as const);
  return Object.fromEntries(counts.filter((each): each is [(typeof each)[0], number | null] => each[1] !== undefined));
}
