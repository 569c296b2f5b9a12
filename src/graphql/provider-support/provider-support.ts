import type { FieldSupport } from "./field-support.js";

/** How well one provider fills the fields of the schema. */
export class ProviderSupport {
  private readonly byField: ReadonlyMap<string, FieldSupport>;

  /** Throws if there is no support of this provider. */
  constructor(
    provider: string,
    readonly ofAllProviders: readonly FieldSupport[],
  ) {
    const own = ofAllProviders.filter((each) => each.provider === provider);
    if (own.length === 0) throw new Error(`The schema's enum Provider has no value ${provider}`);
    this.byField = new Map(own.map((each) => [`${each.type}.${each.field}`, each]));
  }

  /** The support of a field. Undefined for a field that is not in the matrix and has no annotation: it is NATIVE. */
  of(type: string, field: string): FieldSupport | undefined {
    return this.byField.get(`${type}.${field}`);
  }

  /** Whether the provider cannot fill the field, so that the field is always null. */
  isUnsupported(type: string, field: string): boolean {
    return this.of(type, field)?.level === "UNSUPPORTED";
  }
}
