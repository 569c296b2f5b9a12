/** A stage, as an application names it. */
interface Stage {
  readonly id: string;
  readonly name: string | null;
}

/** A column of the board. */
export interface Column<Application> {
  readonly id: string;
  readonly name: string;
  /** Whether the pipeline no longer lists this stage. */
  readonly isRetired: boolean;
  readonly applications: readonly Application[];
}

/**
 * The stages that somebody is in, each with its applications: in pipeline order, then those that the pipeline does not
 * list, then what names no stage. An undefined pipeline is one that is not known (yet): stages come as they are met.
 */
export function columnsOf<Application extends { readonly stage: Stage | null }>(
  pipeline: readonly Stage[] | undefined,
  applications: readonly Application[],
): Column<Application>[] {
  const listed = new Map(pipeline?.map((stage) => [stage.id, stage]));
  const met = new Map(applications.flatMap(({ stage }) => (stage ? [[stage.id, stage]] : [])));
  const columns = [...new Map([...listed, ...met]).values()].map(({ id, name }) => ({
    id,
    name: name ?? "Unnamed stage",
    isRetired: pipeline !== undefined && !listed.has(id),
    applications: applications.filter(({ stage }) => stage?.id === id),
  }));
  const stageless = applications.filter(({ stage }) => stage === null);
  const last = { id: "", name: "No stage", isRetired: false, applications: stageless };
  return [...columns, last].filter((column) => column.applications.length > 0);
}
