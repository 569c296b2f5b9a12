/** No account has more stages. A bound on memory. */
const maxStages = 5000;

/**
 * The stages of one account, as far as this process knows them. Lever deactivates stages and deletes none, and `/stages` no
 * longer lists a deactivated one. Archived opportunities can still be in it.
 */
export class StageKnowledge {
  private readonly ids = new Set<string>();
  private isIncomplete = false;
  private surveyed = false;
  private withoutStage = false;

  /** Notes a stage that Lever lists, or that a record names. */
  note(id: string): void {
    if (this.ids.size < maxStages) this.ids.add(id);
    else if (!this.ids.has(id)) this.isIncomplete = true;
  }

  /** Notes that the stages of all archived opportunities are known now, and whether some have no stage. */
  noteSurvey(withoutStage: boolean): void {
    this.surveyed = true;
    this.withoutStage = withoutStage;
  }

  /** Whether every stage with archived opportunities is known. */
  get isSurveyed(): boolean {
    return this.surveyed && !this.isIncomplete;
  }

  /** Whether the survey found archived opportunities without a stage, which no filter by stages finds. */
  get hasRowsWithoutStage(): boolean {
    return this.withoutStage;
  }

  get all(): readonly string[] {
    return [...this.ids];
  }

  /** The known stages that are not among these. All of them may have archived opportunities, and none has active ones. */
  unlistedStages(listed: Iterable<string>): string[] {
    const listedIds = new Set(listed);
    return this.all.filter((id) => !listedIds.has(id));
  }
}
