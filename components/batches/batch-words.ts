import { programAddress } from "@/lib/client/program-address";
import type { BatchView } from "@/lib/contract/batches";
import { doneWords } from "@/lib/domain/batch-standing";

type Counts = BatchView["counts"];
type State = BatchView["standing"]["state"];

/** How a batch is called: its title where it has one. */
export const batchName = ({ key, title }: { key: string; title: string }): string =>
  title === "" ? key : title;

export const stateWords = {
  empty: "empty",
  done: "done",
  late: "late",
  "on-time": "on time",
  "no-date": "not planned",
} as const satisfies Record<State, string>;

export const stateTones = {
  empty: "grey",
  done: "green",
  late: "red",
  "on-time": "blue",
  "no-date": "grey",
} as const satisfies Record<State, string>;

type Part = "done" | "unsigned" | "ready" | "stale" | "returned" | "lacking";

/** Parts of a bar, each with its share of the rows in percent; what has no rows is left out. */
export const barParts = (counts: Counts): { readonly of: Part; readonly percent: number }[] => {
  const { rows, done, unsigned, ready, stale, returned, lacking } = counts;
  const parts: [Part, number][] = [
    ["done", done - unsigned],
    ["unsigned", unsigned],
    ["ready", ready],
    ["stale", stale],
    ["returned", returned],
    ["lacking", lacking],
  ];
  return parts.flatMap(([of, count]) =>
    count === 0 ? [] : [{ of, percent: (100 * count) / rows }],
  );
};

/** What is counted of a batch, in words: `12 of 43 done (5 by file, unsigned), 20 ready, 1 stale`. */
export const countWords = (counts: Counts): string => {
  const { ready, stale, returned, unowned } = counts;
  return [
    doneWords(counts),
    ...(ready > 0 ? [`${ready} ready`] : []),
    ...(stale > 0 ? [`${stale} stale`] : []),
    ...(returned > 0 ? [`${returned} sent back`] : []),
    ...(unowned > 0 ? [`${unowned} without an owner`] : []),
  ].join(", ");
};

export const batchAddress = (program: string, batch: string): string =>
  programAddress(program, `sign-offs/batches/${encodeURIComponent(batch)}`);

export const reviewAddress = (
  program: string,
  of: { readonly batch?: string; readonly week?: string; readonly session?: string },
): string => programAddress(program, "sign-offs/review", of);

/** Rows that somebody typed or pasted, a row a line: `route ROUTE-0311`; words that are none are given back. */
export const rowsTyped = (
  text: string,
): { readonly rows: { kind: string; key: string }[]; readonly unread: string[] } => {
  const rows: { kind: string; key: string }[] = [];
  const unread: string[] = [];
  for (const line of text.split(/[\n,;]/).map((each) => each.trim())) {
    if (line === "") continue;
    const found = /^([a-z][a-z-]*)[\s:/]+(\S.*)$/.exec(line);
    if (found) rows.push({ kind: found[1] ?? "", key: found[2] ?? "" });
    else unread.push(line);
  }
  return { rows, unread };
};
