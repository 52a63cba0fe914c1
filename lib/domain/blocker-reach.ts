import { type ItemKind, itemKinds } from "@/lib/domain/inventory";

/** What a blocker can be about: everything, a family, a capability, or a row of any kind. */
export const placeLevels = ["program", "family", "capability", ...itemKinds] as const;
export type PlaceLevel = (typeof placeLevels)[number];

/** `key` is empty for the program; workers are named by their row's key or by their switch's name. */
export type BlockedPlace = { readonly level: PlaceLevel; readonly key: string };

/** A row of the inventory, as far as it says what holds it. */
export type ReachRow = {
  readonly kind: ItemKind;
  readonly key: string;
  readonly family: string | null;
  readonly capability: string | null;
  /** Workers: the name under which the process is switched. */
  readonly switchName: string | null;
};

type Subject = { readonly level: PlaceLevel; readonly key: string };

/** Which rows stand behind a set of places, and what hangs on them. */
export type BlockerReach = {
  /** Rows that are held themselves, in the inventory's order, each once. */
  readonly rows: readonly ReachRow[];
  /** Whether a capability, a family, a route, a worker (by either name) or another row is held, wholly or in part. */
  readonly holds: (subject: Subject) => boolean;
};

const rowName = (kind: string, key: string): string => `${kind}:${key}`;

const hasOwner = ({ kind }: ReachRow): boolean => kind === "route" || kind === "worker";

const indexed = (rows: readonly ReachRow[], by: "family" | "capability") => {
  const found = new Map<string, ReachRow[]>();
  for (const row of rows) {
    const key = row[by];
    if (key === null) continue;
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return found;
};

/**
 * Reads what blockers hold in an inventory. In: its rows, once. Out: for the places of a blocker the rows that it
 * holds, and whether it stands against a subject. A place that is no longer there holds nothing. A held row without
 * an owner (a queue, a tool, a document) holds the capability that it belongs to, because that flips as one: domain.md,
 * "capability". Linear in rows once, then in what is held.
 */
export const blockerReachReader = (
  rows: readonly ReachRow[],
): ((places: readonly BlockedPlace[]) => BlockerReach) => {
  const families = indexed(rows, "family");
  const capabilities = indexed(rows, "capability");
  const named = new Map<string, ReachRow>();
  for (const row of rows) named.set(rowName(row.kind, row.key), row);
  for (const row of rows) {
    if (row.kind !== "worker" || row.switchName === null) continue;
    const name = rowName("worker", row.switchName);
    if (!named.has(name)) named.set(name, row);
  }
  const rowsAt = ({ level, key }: BlockedPlace): readonly ReachRow[] => {
    if (level === "program") return rows;
    if (level === "family") return families.get(key) ?? [];
    if (level === "capability") return capabilities.get(key) ?? [];
    const row = named.get(rowName(level, key));
    return row === undefined ? [] : [row];
  };
  let order: ReadonlyMap<ReachRow, number> | undefined;
  const inOrder = (held: ReadonlySet<ReachRow>): ReachRow[] => {
    const places = order ?? new Map(rows.map((row, at) => [row, at]));
    order = places;
    return [...held].sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
  };
  return (places) => {
    const isProgram = places.some(({ level }) => level === "program");
    // Where everything is held nothing has to be looked up.
    const held = new Set(isProgram ? [] : places.flatMap(rowsAt));
    const isNamed = new Set(places.map(({ level, key }) => rowName(level, key)));
    const heldFamilies = new Set<string>();
    const heldCapabilities = new Set<string>();
    /** Capabilities held as a whole by a row of theirs that has no owner of its own. */
    const wholeCapabilities = new Set<string>();
    for (const row of held) {
      if (row.family !== null) heldFamilies.add(row.family);
      if (row.capability === null) continue;
      heldCapabilities.add(row.capability);
      if (!hasOwner(row)) wholeCapabilities.add(row.capability);
    }
    return {
      rows: isProgram ? rows : inOrder(held),
      holds: ({ level, key }) => {
        if (isProgram || isNamed.has(rowName(level, key))) return true;
        if (level === "program") return places.length > 0;
        if (level === "family") return heldFamilies.has(key);
        if (level === "capability") return heldCapabilities.has(key);
        const row = named.get(rowName(level, key));
        if (row === undefined) return false;
        return (
          held.has(row) ||
          (hasOwner(row) && row.capability !== null && wholeCapabilities.has(row.capability))
        );
      },
    };
  };
};

/** A place in words: `everything`, `the capability push`, `the storage driver s3`. */
export const placeWords = ({ level, key }: BlockedPlace): string =>
  level === "program" ? "everything" : `the ${level.replace("-", " ")} ${key}`;
