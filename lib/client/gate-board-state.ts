import type { GateBoard } from "@/lib/contract/gates";

/** What narrows the gate board, as its address has it. */
export type GateBoardState = {
  readonly q: string;
  /** Readings of which a capability has to have one; empty keeps all. */
  readonly states: readonly string[];
  readonly teams: readonly string[];
  readonly workstreams: readonly string[];
  readonly milestone: string;
  /** `changed` keeps capabilities that read differently since then. */
  readonly changed: boolean;
  readonly since: "day" | "review";
  /** The cell that is open. */
  readonly cell: { readonly gate: string; readonly capability: string } | null;
};

const list = (value: string | null): string[] => (value ?? "").split(",").filter(Boolean);

/** Reads a board's state from an address; what is not known there is left at rest. */
export const readBoardState = (search: {
  get: (name: string) => string | null;
}): GateBoardState => {
  const [gate, capability] = (search.get("cell") ?? "").split(":");
  return {
    q: search.get("q") ?? "",
    states: list(search.get("state")),
    teams: list(search.get("team")),
    workstreams: list(search.get("workstream")),
    milestone: search.get("milestone") ?? "",
    changed: search.get("changed") === "true",
    since: search.get("since") === "review" ? "review" : "day",
    cell: gate && capability ? { gate, capability } : null,
  };
};

/** The address's words of a change to the state; empty removes. */
export const boardSearch = (
  change: Partial<GateBoardState>,
): Record<string, string | readonly string[]> => ({
  ...(change.q !== undefined && { q: change.q }),
  ...(change.states && { state: change.states }),
  ...(change.teams && { team: change.teams }),
  ...(change.workstreams && { workstream: change.workstreams }),
  ...(change.milestone !== undefined && { milestone: change.milestone }),
  ...(change.changed !== undefined && { changed: change.changed ? "true" : "" }),
  ...(change.since && { since: change.since === "review" ? "review" : "" }),
  ...(change.cell !== undefined && {
    cell: change.cell ? `${change.cell.gate}:${change.cell.capability}` : "",
  }),
});

export const isNarrowed = (state: GateBoardState): boolean =>
  state.q !== "" ||
  state.states.length > 0 ||
  state.teams.length > 0 ||
  state.workstreams.length > 0 ||
  state.milestone !== "" ||
  state.changed;

type Capability = GateBoard["capabilities"][number];

const meets = (own: readonly string[], wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((each) => own.includes(each));

/** `<gate>:<capability>` of every cell that changed. */
export const changedCells = ({ changes }: Pick<GateBoard, "changes">): ReadonlySet<string> =>
  new Set(changes.map(({ gate, capability }) => `${gate}:${capability}`));

/**
 * The capabilities and gates that a state keeps, in the board's order. `milestoneGates`: the gates that the
 * chosen milestone names, where that is known; a state keeps a capability that reads so in a shown gate.
 */
export const narrowBoard = (
  board: Pick<GateBoard, "gates" | "capabilities" | "changes">,
  state: GateBoardState,
  milestoneGates: ReadonlySet<string> | null = null,
): { gates: GateBoard["gates"]; capabilities: Capability[] } => {
  const gates = milestoneGates
    ? board.gates.filter(({ key }) => milestoneGates.has(key))
    : board.gates;
  const shown = new Set(gates.map(({ key }) => key));
  const changed = changedCells(board);
  const text = state.q.trim().toLowerCase();
  const capabilities = board.capabilities
    .filter(
      (each) =>
        (text === "" || `${each.name} ${each.key}`.toLowerCase().includes(text)) &&
        meets(each.teams, state.teams) &&
        meets(each.workstreams, state.workstreams),
    )
    .map((each) =>
      milestoneGates ? { ...each, cells: each.cells.filter(({ gate }) => shown.has(gate)) } : each,
    )
    .filter(
      ({ key, cells }) =>
        (state.states.length === 0 || cells.some((cell) => state.states.includes(cell.state))) &&
        (!state.changed || cells.some(({ gate }) => changed.has(`${gate}:${key}`))),
    );
  return { gates, capabilities };
};

/** Values of a field with how many capabilities hold each, the most first. */
export const countValues = (
  capabilities: readonly Capability[],
  valuesOf: (capability: Capability) => readonly string[],
): { value: string; label: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const capability of capabilities) {
    for (const value of new Set(valuesOf(capability)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, label: value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
};
