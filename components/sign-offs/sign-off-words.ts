import type { SignOffRow } from "@/lib/contract/sign-offs";
import { obstacleToSigning } from "@/lib/domain/sign-off-obstacle";

/** Whether a row can be signed by its reader now. */
export const isReady = (row: SignOffRow): boolean => obstacleToSigning(row) === null;

/** Why a row waits, in a word or two. */
export const waitsWords = {
  "next-step": "next step",
  stale: "stale",
  returned: "sent back",
  asked: "asked for",
  unsigned: "by file, unsigned",
  done: "done",
} as const satisfies Record<SignOffRow["waits"], string>;

/** What stands in the way of a reader's signature, the nearest first; `null` when nothing does. */
export const obstacleOf = (row: SignOffRow): string | null => {
  if (row.waits === "done") return null;
  return row.missing[0]?.says ?? row.objection;
};

/** How a row is called: a route by its method and path. */
export const rowName = ({
  method,
  path,
  title,
}: Pick<SignOffRow, "method" | "path" | "title">): string =>
  method && path ? `${method} ${path}` : title;

/** Since when a row waits: since it was sent back, went stale or was asked for, else since its tests passed. */
export const waitsSince = (row: SignOffRow): string | null => {
  if (row.since !== null) return row.since;
  if (!isReady(row)) return null;
  const runs = row.tests.flatMap(({ target }) => (target ? [target.at] : []));
  return runs.sort().at(-1) ?? null;
};

/** What a row rests on, in few words: its first place in the source, and how many of its tests pass on the target. */
export const restsOn = ({
  anchors,
  tests,
}: Pick<SignOffRow, "anchors" | "tests">): readonly string[] => {
  const [first, ...more] = anchors;
  const passed = tests.filter(({ target }) => target?.outcome === "passed").length;
  return [
    ...(first === undefined
      ? []
      : [more.length === 0 ? first : `${first} and ${more.length} more`]),
    ...(tests.length === 0
      ? []
      : [`${passed} of ${tests.length} ${tests.length === 1 ? "test passes" : "tests pass"}`]),
  ];
};
