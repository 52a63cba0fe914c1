import type { GateBoard, GateCell } from "@/lib/contract/gates";
import { type ReadingState, readingStates } from "@/lib/domain/gate-reading";

const letters: Readonly<Record<string, ReadingState>> = {
  p: "pass",
  f: "fail",
  u: "unknown",
  w: "waived",
  n: "not-applicable",
};

const cellOf = (gate: string, state: ReadingState): GateCell => ({
  gate,
  state,
  because: `it reads ${state}`,
  short: state === "fail" ? "+5.3 ms" : null,
  clause: null,
  owner: null,
  isDryRun: false,
  until: null,
  waivedUntil: null,
  since: null,
});

/** A board drawn with letters: `{ "v2-push": "pfu" }` reads pass, fail and unknown of the gates in order. */
export const drawBoard = (
  gates: readonly string[],
  rows: Readonly<Record<string, string>>,
  more: Partial<GateBoard> = {},
): GateBoard => {
  const capabilities = Object.entries(rows).map(([key, states]) => ({
    key,
    name: key.replaceAll("-", " "),
    routes: 9,
    workers: 1,
    teams: [`team-${key}`],
    workstreams: ["WS1"],
    cells: gates.map((gate, at) => cellOf(gate, letters[states[at] ?? "u"] ?? "unknown")),
    mayStep: null,
  }));
  const cells = capabilities.flatMap((each) => each.cells);
  const counts = Object.fromEntries(
    readingStates.map((state) => [state, cells.filter((cell) => cell.state === state).length]),
  ) as GateBoard["counts"];
  return {
    environment: "staging",
    isProtected: false,
    readAt: "2026-11-21T10:00:00.000Z",
    gates: gates.map((key) => ({
      key,
      title: `Gate ${key}`,
      guards: "full",
      owner: null,
      isDryRun: false,
      isRequired: true,
      hasChanged: false,
    })),
    capabilities,
    counts,
    lastReview: null,
    changes: [],
    changedSince: "2026-11-20T10:00:00.000Z",
    ...more,
  };
};
