import type { FindingBook } from "./finding-book";
import type { InventoryItem, ItemValues, Origin, VerificationState } from "./inventory";
import { contradictsState, leadsTo } from "./verification-words";

/** The file name in provenance of a value that a person set in Signalbox; an import does not overwrite it. */
export const editedHere = "signalbox";

export type FieldChange = {
  /** A field of `ItemValues`, or `attributes.<name>`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly origins: readonly Origin[];
};

export type MergedItem = {
  readonly after: InventoryItem;
  readonly fields: readonly FieldChange[];
  /** The values stay and their places in the sources are others. */
  readonly hasMoved: boolean;
};

const valueFields = [
  "title",
  "family",
  "capability",
  "wave",
  "phase",
  "team",
  "batches",
  "verification",
  "verificationWord",
  "method",
  "path",
  "pattern",
  "host",
  "sourcePath",
  "switchName",
  "switchId",
  "isSwitchable",
  "tests",
] as const satisfies readonly (keyof ItemValues)[];

type ListEntry = string | { readonly id: string; readonly role?: string };

const entryId = (entry: ListEntry): string => (typeof entry === "string" ? entry : entry.id);

const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  const texts = (list: readonly ListEntry[]): string[] =>
    list
      .map((entry: ListEntry) => `${entryId(entry)} ${typeof entry === "string" ? "" : entry.role}`)
      .sort();
  const [left, right] = [texts(one), texts(other)];
  return left.every((text, index) => text === right[index]);
};

const placeId = ({ file, row, column }: Origin): string => JSON.stringify([file, row, column]);

/** Whether two lists name the same places, in whatever order their files were read. */
const samePlaces = (one: readonly Origin[], other: readonly Origin[]): boolean => {
  if (one.length !== other.length) return false;
  const inOrder = one.every((origin, index) => {
    const twin = other[index];
    return origin.file === twin?.file && origin.row === twin.row && origin.column === twin.column;
  });
  if (inOrder) return true;
  const [left, right] = [one.map(placeId).sort(), other.map(placeId).sort()];
  return left.every((id, index) => id === right[index]);
};

/** What an export from here fills in: found again, it is no new place for what is known. */
const filledFields: ReadonlySet<string> = new Set([
  "tests",
  "attributes.test_evidence_ref",
  "attributes.rollback_note",
]);

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

const show = (value: unknown): string => {
  if (isNothing(value)) return "nothing";
  return `“${Array.isArray(value) ? value.map((entry: ListEntry) => entryId(entry)).join(", ") : String(value)}”`;
};

type Field = {
  readonly name: string;
  readonly now: unknown;
  readonly stated: unknown;
  readonly known: readonly Origin[];
  readonly said: readonly Origin[];
  /** Of `known`, the places in files that this reading did not read. */
  readonly elsewhere: readonly Origin[];
  readonly isSecondHand: boolean;
};

type Outcome = { readonly value: unknown; readonly origins: readonly Origin[] };

/** What the sources say, with what files that were not read again still say of a list. */
const asStated = ({ now, stated, said, elsewhere, isSecondHand }: Field): Outcome => {
  if (elsewhere.length === 0) return { value: stated, origins: said };
  if (Array.isArray(now) && Array.isArray(stated)) {
    if (isSecondHand) {
      const known = new Set(now.map((entry: ListEntry) => entryId(entry)));
      const added = stated.filter((entry: ListEntry) => !known.has(entryId(entry)));
      return { value: [...now, ...added], origins: [...elsewhere, ...said] };
    }
    const listed = new Set(stated.map((entry: ListEntry) => entryId(entry)));
    const kept = now.filter((entry: ListEntry) => !listed.has(entryId(entry)));
    return { value: [...stated, ...kept], origins: [...elsewhere, ...said] };
  }
  if (isSame(now, stated)) return { value: now, origins: [...elsewhere, ...said] };
  return isSecondHand ? { value: now, origins: elsewhere } : { value: stated, origins: said };
};

/**
 * What a field becomes. What is unsaid is cleared only when every file that said it was read again;
 * a value without any source follows the reading only where that derives one.
 */
const settleField = (field: Field, isSupplement: boolean): Outcome => {
  const { now, stated, known, said, elsewhere } = field;
  if (said.length > 0) return asStated(field);
  if (elsewhere.length > 0) return { value: now, origins: elsewhere };
  if (isSupplement) return { value: now, origins: known };
  if (known.length > 0) return { value: stated, origins: [] };
  return { value: isNothing(stated) ? now : stated, origins: [] };
};

/** A source that is merely further behind on the ladder contradicts nobody: what somebody signed here, it does not know yet. */
const isOnlyBehind = ({ name, now, stated, isSecondHand }: Field, isEdited: boolean): boolean => {
  if (isEdited && name === "verification") {
    return leadsTo(stated as VerificationState, now as VerificationState);
  }
  if (isEdited || !isSecondHand) return false;
  if (name === "verificationWord" || name === "isSwitchable") return true;
  return (
    name === "verification" &&
    !contradictsState(now as VerificationState, stated as VerificationState)
  );
};

const tell = (key: string, field: Field, isEdited: boolean, findings: FindingBook): void => {
  const { name, now, stated, known, said, elsewhere, isSecondHand } = field;
  const file = said[0]?.file;
  const other = elsewhere[0]?.file;
  const [before, kept] = isEdited
    ? ["was set in Signalbox", "The value set here is kept"]
    : [
        `comes from ${other}, which is not part of this import`,
        isSecondHand
          ? `It is kept: ${file} is a secondary source for it`
          : "The one that was read now counts",
      ];
  findings.add(
    "contradiction",
    {
      says: `${key}: ${name} is ${show(now)}, which ${before}, and ${show(stated)} in ${file}. ${kept}.`,
      items: [key],
      origins: [...known, ...said],
    },
    {
      of: `${name}|${isEdited ? editedHere : other}|${file}`,
      together: (count) =>
        `${name} differs in ${count} rows between ${file} and what ${isEdited ? "was set in Signalbox" : before}. ${kept}.`,
      most: 10,
    },
  );
};

/**
 * A row of the program under what a reading says of it. A value set in Signalbox stays, and so does `verified`,
 * which no file can take back. `files` are those that the reading read; a supplement only adds.
 */
export const mergeItem = (
  current: InventoryItem,
  source: InventoryItem,
  files: ReadonlySet<string>,
  how: {
    readonly isSupplement: boolean;
    readonly secondHand: readonly string[];
    /** Its row was exported from here. */
    readonly isFilledIn: boolean;
  },
  findings: FindingBook,
): MergedItem => {
  const fields: FieldChange[] = [];
  const provenance: Record<string, readonly Origin[]> = {};
  let hasMoved = false;

  const merge = (name: string, now: unknown, stated: unknown): unknown => {
    const known = current.provenance[name] ?? [];
    const said = source.provenance[name] ?? [];
    const field: Field = {
      name,
      now,
      stated,
      known,
      said,
      elsewhere: known.filter((origin) => !files.has(origin.file)),
      isSecondHand: how.secondHand.includes(name),
    };
    // Tests that somebody linked here stand beside those of the files, and hold up none of them.
    const isEdited = name !== "tests" && known.some(({ file }) => file === editedHere);
    const isHeld = isEdited || (name === "verification" && now === "verified");
    const settled = isHeld ? { value: now, origins: known } : settleField(field, how.isSupplement);
    const { value } = settled;
    const stays = isSame(now, value);
    const isOurs = how.isFilledIn && filledFields.has(name);
    const isUnmoved = stays && (isOurs || samePlaces(known, settled.origins));
    const origins = isUnmoved ? known : settled.origins;
    if (origins.length > 0) provenance[name] = origins;
    if (stays && !isUnmoved) hasMoved = true;
    const isDisputed = isEdited || (field.elsewhere.length > 0 && !Array.isArray(now));
    if (isDisputed && said.length > 0 && !isSame(now, stated) && !isOnlyBehind(field, isEdited))
      tell(current.key, field, isEdited, findings);
    if (!stays) fields.push({ field: name, before: now ?? null, after: value ?? null, origins });
    return value;
  };

  const values: Record<string, unknown> = {};
  for (const name of valueFields) values[name] = merge(name, current[name], source[name]);
  const attributes: Record<string, string> = {};
  const names = new Set([...Object.keys(current.attributes), ...Object.keys(source.attributes)]);
  const own = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
    Object.hasOwn(record, name) ? record[name] : undefined;
  for (const name of names) {
    const now = own(current.attributes, name);
    const value = merge(`attributes.${name}`, now, own(source.attributes, name));
    if (typeof value === "string") attributes[name] = value;
  }
  const after: InventoryItem = {
    ...(values as Omit<ItemValues, "attributes">),
    kind: current.kind,
    key: current.key,
    attributes,
    provenance,
  };
  return { after, fields, hasMoved };
};
