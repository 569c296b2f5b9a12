/** Rows that an estimate needs. */
const minRows = 40;

/** With more rows than this, older ones count less. */
const maxRows = 2000;

/** The part of an account's opportunities that are leads, by the rows of lists that do not pass over leads. */
export class LeadShare {
  private leads = 0;
  private rows = 0;

  note(isLead: boolean): void {
    this.rows += 1;
    if (isLead) this.leads += 1;
    if (this.rows < maxRows) return;
    this.rows /= 2;
    this.leads /= 2;
  }

  /** 0 to 1. Null while too few rows were read. */
  get value(): number | null {
    return this.rows < minRows ? null : this.leads / this.rows;
  }
}
