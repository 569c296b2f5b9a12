/** The stage of an application. */
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
 * One column for each stage that has applications: first the stages of the pipeline in its order, then stages that the
 * pipeline does not list, then the applications without a stage. If the pipeline is not known (yet), the stages are in
 * the order of the applications.
 */
export function columnsOf<Application extends { readonly stage: Stage | null }>(
  pipeline: readonly Stage[] | undefined,
  applications: readonly Application[],
): Column<Application>[] {
  const listed = new Map(pipeline?.map((stage) => [stage.id, stage]));
  const used = new Map(applications.flatMap(({ stage }) => (stage ? [[stage.id, stage]] : [])));
  const columns = [...new Map([...listed, ...used]).values()].map(({ id, name }) => ({
    id,
    name: name ?? "Unnamed stage",
    isRetired: pipeline !== undefined && !listed.has(id),
    applications: applications.filter(({ stage }) => stage?.id === id),
  }));
  const withoutStage = applications.filter(({ stage }) => stage === null);
  const last = { id: "", name: "No stage", isRetired: false, applications: withoutStage };
  return [...columns, last].filter((column) => column.applications.length > 0);
}
