import type { MatrixFilter, MatrixGrouping } from "@/lib/contract/matrix";

/** The filters that take several values. */
export const matrixFields = [
  "kind",
  "owner",
  "team",
  "verification",
  "method",
  "family",
  "wave",
  "capability",
] as const satisfies readonly (keyof MatrixFilter)[];
export type MatrixField = (typeof matrixFields)[number];

/** `owner:staging` sorts groups by the share that is on the target there. */
export type MatrixSort =
  | "name"
  | "routes"
  | "verified"
  | "tests"
  | "team"
  | "wave"
  | `owner:${string}`;

/** Groups that are unfolded: those named, or all but those named; `null` leaves it to what is shown. */
type Unfolded = { readonly all: boolean; readonly keys: readonly string[] } | null;

/** What the matrix shows and how: all of it stands in the page's address. */
export type MatrixState = {
  readonly groupBy: MatrixGrouping;
  readonly q: string;
  readonly chosen: Readonly<Record<MatrixField, readonly string[]>>;
  readonly sort: MatrixSort;
  readonly descending: boolean;
  readonly unfolded: Unfolded;
};

const groupings: readonly string[] = ["capability", "family", "wave"] satisfies MatrixGrouping[];
const sorts: readonly string[] = ["name", "routes", "verified", "tests", "team", "wave"];
const longestText = 200;

const isGrouping = (text: string | null): text is MatrixGrouping => groupings.includes(text ?? "");
const isSort = (text: string | null): text is MatrixSort =>
  text !== null && (sorts.includes(text) || text.startsWith("owner:"));

const listOf = (text: string | null): string[] => [
  ...new Set((text ?? "").split(",").filter(Boolean)),
];

// A key may hold anything: the empty one (rows that have none) has to be told from no key, and `*` and `~`
// from the signs that stand for all and for the empty one.
const packKey = (key: string): string =>
  key === ""
    ? "~"
    : encodeURIComponent(key).replace(/[*~]/g, (sign) => (sign === "*" ? "%2A" : "%7E"));
const unpackKey = (packed: string): string => {
  if (packed === "~") return "";
  try {
    return decodeURIComponent(packed);
  } catch {
    return packed;
  }
};

const readUnfolded = (text: string | null): Unfolded => {
  if (text === null) return null;
  const [first, ...rest] = text.split(",");
  if (first === "*") return { all: true, keys: rest.filter(Boolean).map(unpackKey) };
  return { all: false, keys: text.split(",").filter(Boolean).map(unpackKey) };
};

const writeUnfolded = (unfolded: Unfolded): string | null =>
  unfolded === null
    ? null
    : [...(unfolded.all ? ["*"] : []), ...unfolded.keys.map(packKey)].join(",");

/** Reads the matrix out of an address; what is not understood there is as if it were not said. */
export const readMatrixState = (search: Pick<URLSearchParams, "get">): MatrixState => {
  const groupBy = search.get("groupBy");
  const sort = search.get("sort");
  return {
    groupBy: isGrouping(groupBy) ? groupBy : "capability",
    q: (search.get("q") ?? "").slice(0, longestText),
    chosen: Object.fromEntries(
      matrixFields.map((field) => [field, listOf(search.get(field))]),
    ) as Record<MatrixField, string[]>,
    sort: isSort(sort) ? sort : "name",
    descending: search.get("descending") === "true",
    unfolded: readUnfolded(search.get("open")),
  };
};

/** Puts the matrix into an address, leaving what else stands there (the environment) as it is. */
export const writeMatrixState = (state: MatrixState, search: URLSearchParams): URLSearchParams => {
  const next = new URLSearchParams(search);
  const set = (name: string, value: string | null) =>
    value === null ? next.delete(name) : next.set(name, value);
  set("groupBy", state.groupBy === "capability" ? null : state.groupBy);
  set("q", state.q === "" ? null : state.q.slice(0, longestText));
  for (const field of matrixFields) {
    set(field, state.chosen[field].length === 0 ? null : state.chosen[field].join(","));
  }
  set("sort", state.sort === "name" ? null : state.sort);
  set("descending", state.descending ? "true" : null);
  set("open", writeUnfolded(state.unfolded));
  return next;
};

/** What narrows the rows, as the API takes it. */
export const matrixFilterOf = ({ q, chosen }: MatrixState): MatrixFilter => ({
  ...(q.trim() === "" ? {} : { q: q.trim() }),
  ...Object.fromEntries(
    matrixFields.flatMap((field) => (chosen[field].length === 0 ? [] : [[field, chosen[field]]])),
  ),
});

/** Whether anything narrows the rows. */
export const isNarrowed = (state: MatrixState): boolean =>
  state.q.trim() !== "" || matrixFields.some((field) => state.chosen[field].length > 0);

/** The same state with nothing narrowing it. */
export const withoutFilter = (state: MatrixState): MatrixState => ({
  ...state,
  q: "",
  chosen: Object.fromEntries(matrixFields.map((field) => [field, []])) as unknown as Record<
    MatrixField,
    string[]
  >,
});

/**
 * Reads whether a group is unfolded. Unless somebody folded or unfolded by hand, a search and a sole
 * group show their rows.
 */
export const unfoldedReader = (
  { unfolded, q }: MatrixState,
  groups: number,
): ((key: string) => boolean) => {
  if (unfolded === null) {
    const all = q.trim() !== "" || groups === 1;
    return () => all;
  }
  const keys = new Set(unfolded.keys);
  return (key) => keys.has(key) !== unfolded.all;
};

/** The state with one group folded or unfolded. */
export const withFold = (state: MatrixState, groups: number, key: string): MatrixState => {
  const isOpen = unfoldedReader(state, groups);
  const now = state.unfolded ?? { all: isOpen(key), keys: [] };
  const keys = now.keys.includes(key)
    ? now.keys.filter((each) => each !== key)
    : [...now.keys, key];
  return { ...state, unfolded: { all: now.all, keys } };
};

/** The same column again turns the order round; another one starts with its natural order. */
export const withSort = (state: MatrixState, sort: MatrixSort): MatrixState => {
  const startsDescending = sort !== "name" && sort !== "team" && sort !== "wave";
  return state.sort === sort
    ? { ...state, descending: !state.descending }
    : { ...state, sort, descending: startsDescending };
};
