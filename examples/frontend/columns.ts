/** A stage, as an application names it. */
interface Stage {
  readonly id: string;
  readonly name: string | null;
}

/** A column of the board. */
export interface Column<Application> {
  readonly id: string;
  readonly name: string;
  /** Whether the pipeline still has this stage. */
  readonly isListed: boolean;
  readonly applications: readonly Application[];
}

/**
 * The stages that somebody is in, in pipeline order, each with its applications. Stages that the pipeline no longer
 * lists come last, as does what names no stage.
 */
export function columnsOf<Application extends { readonly stage: Stage | null }>(
  pipeline: readonly Stage[],
  applications: readonly Application[],
): Column<Application>[] {
  const listed = new Map(pipeline.map((stage) => [stage.id, stage]));
  const met = new Map(applications.flatMap(({ stage }) => (stage ? [[stage.id, stage]] : [])));
  const columns = [...new Map([...listed, ...met]).values()].map(({ id, name }) => ({
    id,
    name: name ?? "Unnamed stage",
    isListed: listed.has(id),
    applications: applications.filter(({ stage }) => stage?.id === id),
  }));
  const homeless = { id: "", name: "No stage", isListed: true, applications: applications.filter((one) => !one.stage) };
  return [...columns, homeless].filter((column) => column.applications.length > 0);
}
