import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import { type MatrixState, matrixFilterOf } from "@/lib/client/matrix-state";
import type { readMatrix } from "@/lib/contract/matrix";

export type MatrixAnswer = z.infer<typeof readMatrix.answer>;

// Fetched when something is asked: schemas weigh more than the rest of a page.
const contract = () => import("@/lib/contract/matrix");

/** Rows that are fetched at once, the API's most. */
export const windowRows = 200;

// A window that is only flown past while scrolling is never asked for.
const passingMs = 60;

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

/** What a roll-up is asked for: the page reads the same for its first paint. */
export const matrixInput = (program: string, state: MatrixState) => ({
  program,
  groupBy: state.groupBy,
  ...matrixFilterOf(state),
});

const keyOf = (program: string, state: MatrixState) =>
  ["program", program, "readMatrix", state.groupBy, matrixFilterOf(state)] as const;

/** The roll-up. What was shown stays until a new filter's answer is there; `initial` is the server's for its own state. */
export const matrixQuery = (
  program: string,
  state: MatrixState,
  initial?: { readonly state: MatrixState; readonly answer: MatrixAnswer },
) => {
  const queryKey = keyOf(program, state);
  const isInitial =
    initial !== undefined &&
    JSON.stringify(keyOf(program, initial.state)) === JSON.stringify(queryKey);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) =>
      callOperation((await contract()).readMatrix, matrixInput(program, state), { signal }),
    placeholderData: keepPreviousData,
    ...(isInitial
      ? { initialData: initial.answer, initialDataUpdatedAt: Date.parse(initial.answer.readAt) }
      : {}),
  });
};

/** How the gates of every capability stand. It comes after the page, which does not wait for it. */
export const matrixGatesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readMatrixGates"],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).readMatrixGates, { program }, { signal }),
  });

/** Some of the rows: the routes of a group, all routes, or all workers. */
export type RowsOf =
  | { readonly kind: "route"; readonly group?: string }
  | { readonly kind: "worker" };

const rowSorts = {
  name: "path",
  team: "team",
  wave: "wave",
  verified: "verification",
} as const;

const rowSort = ({ sort, descending }: MatrixState) =>
  Object.hasOwn(rowSorts, sort)
    ? { sort: rowSorts[sort as keyof typeof rowSorts], descending: String(descending) }
    : { sort: "path" as const, descending: "false" };

/** What a window of rows is asked for; windows count from 0. */
export const windowInput = (program: string, state: MatrixState, of: RowsOf, window: number) => ({
  program,
  groupBy: state.groupBy,
  ...matrixFilterOf(state),
  ...of,
  kind: [of.kind],
  ...rowSort(state),
  offset: window * windowRows,
  limit: windowRows,
});

export const windowQuery = (program: string, state: MatrixState, of: RowsOf, window: number) => {
  const input = windowInput(program, state, of, window);
  return queryOptions({
    queryKey: ["program", program, "readMatrixRows", input],
    queryFn: async ({ signal }) => {
      await pause(passingMs, signal);
      return callOperation((await contract()).readMatrixRows, input, { signal });
    },
  });
};
