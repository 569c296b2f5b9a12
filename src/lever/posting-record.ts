import { type Reader, date, listOf, number, optionalListOf, parts, specifiedText, text, webUrl } from "./readers.js";
import {
  type LeverRecord,
  type OnUnreadable,
  type RecordParser,
  type UserReference,
  recordParser,
  user,
} from "./records.js";

/** Lever docs: Postings. */
export interface PostingRecord extends LeverRecord {
  readonly text: string | null;
  readonly state: string | null;
  readonly categories: CategoriesRecord;
  readonly distributionChannels: readonly string[];
  readonly hiringManager: UserReference | null;
  readonly owner: UserReference | null;
  readonly createdAt: Date;
  readonly updatedAt: Date | null;
  readonly workplaceType: string | null;
  readonly salaryRange: SalaryRangeRecord | null;
  readonly salaryDescription: string | null;
  readonly tags: readonly string[] | null;
  readonly requisitionCodes: readonly string[] | null;
  /** The posting's public pages. Null for a posting that was never published. */
  readonly urls: { readonly show: string | null; readonly apply: string | null };
  /** The advertisement. Null when it was not requested. */
  readonly content: { readonly description: string | null; readonly descriptionHtml: string | null };
}

interface CategoriesRecord {
  readonly department: string | null;
  readonly location: string | null;
  readonly allLocations: readonly string[] | null;
  readonly team: string | null;
  readonly commitment: string | null;
}

interface SalaryRangeRecord {
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string | null;
  readonly interval: string | null;
}

/** The fields of a posting that are read, as `include` takes them. Lever docs: Customizing the Response. */
export const postingFields: readonly string[] = [
  ...["id", "text", "state", "categories", "distributionChannels", "hiringManager", "owner", "createdAt", "updatedAt"],
  ...["workplaceType", "salaryRange", "salaryDescription", "tags", "requisitionCodes", "urls"],
];
/** The additional field with the advertisement, which is most of a posting. */
export const contentField = "content";

export function postingParser(onUnreadable: OnUnreadable): RecordParser<PostingRecord> {
  return recordParser<PostingRecord>("posting", onUnreadable, (record) => ({
    text: record.read("text", text),
    state: record.read("state", text),
    categories: record.read("categories", categories),
    distributionChannels: record.read("distributionChannels", listOf(text)),
    hiringManager: record.read("hiringManager", user),
    owner: record.read("owner", user),
    createdAt: record.requiredDate("createdAt"),
    updatedAt: record.read("updatedAt", date),
    workplaceType: record.read("workplaceType", specifiedText),
    salaryRange: record.read("salaryRange", salaryRange),
    salaryDescription: record.read("salaryDescription", text),
    tags: record.read("tags", optionalListOf(text)),
    requisitionCodes: record.read("requisitionCodes", optionalListOf(text)),
    urls: record.read("urls", urls),
    content: record.read("content", content),
  }));
}

/** Reads a part of an object. Null if there is no object that can be read. */
type ReadPart = <T>(name: string, reader: Reader<T>) => T | null;

/** A reader of an object's parts. All are null if there is no object that can be read. */
function partsOf<T>(readParts: (part: ReadPart) => T): (...args: Parameters<Reader<T>>) => T {
  return (value, note) => {
    const object = parts(value, note);
    return readParts((name, reader) => object?.read(name, reader) ?? null);
  };
}

const categories = partsOf((part): CategoriesRecord => ({
  department: part("department", text),
  location: part("location", text),
  allLocations: part("allLocations", optionalListOf(text)),
  team: part("team", text),
  commitment: part("commitment", text),
}));
const urls = partsOf((part) => ({ show: part("show", webUrl), apply: part("apply", webUrl) }));
const content = partsOf((part) => ({
  description: part("description", text),
  descriptionHtml: part("descriptionHtml", text),
}));
const salaryRange: Reader<SalaryRangeRecord> = (value, note) => {
  const range = parts(value, note);
  return (
    range && {
      min: range.read("min", number),
      max: range.read("max", number),
      currency: range.read("currency", text),
      interval: range.read("interval", text),
    }
  );
};
