import { canonicalJson } from "./canonical-json";
import { FindingBook } from "./finding-book";
import type { Finding, Origin } from "./inventory";
import {
  type KnownEntry,
  type RegisterEntry,
  type RegisterField,
  type RegisterKind,
  type RegisterValue,
  registerId,
  registerWord,
} from "./registers";

type RegisterFieldChange = {
  readonly field: string;
  readonly before: RegisterValue;
  readonly after: RegisterValue;
};

export type RegisterChange = {
  readonly kind: RegisterKind;
  readonly key: string;
  readonly fields: readonly RegisterFieldChange[];
  /** What files say of each field from now on. */
  readonly origin: Readonly<Record<string, RegisterField>>;
};

export type RegisterPlan = {
  readonly creates: readonly RegisterEntry[];
  readonly changes: readonly RegisterChange[];
  /** Values stay and their places moved. */
  readonly moved: readonly Pick<RegisterChange, "kind" | "key" | "origin">[];
  readonly unchanged: readonly RegisterEntry[];
  readonly findings: readonly Finding[];
};

export type RegisterOptions = {
  /** Names of the files that were read. */
  readonly files: ReadonlySet<string>;
  /** `kind.field`: what is changed by request only, so that no file changes it here, and why. */
  readonly held?: ReadonlyMap<string, string>;
};

const isNothing = (value: RegisterValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);

const isSame = (one: RegisterValue | undefined, other: RegisterValue | undefined): boolean =>
  // Canonical: a stored list comes back with its members in another order.
  (isNothing(one) && isNothing(other)) ||
  canonicalJson(one ?? null) === canonicalJson(other ?? null);

const show = (value: RegisterValue | undefined): string => {
  if (value === undefined || value === null || value === "") return "nothing";
  const text =
    typeof value === "string"
      ? value
      : value.map((part) => String(part.title ?? part.key ?? "")).join("; ");
  return `“${text.length > 160 ? `${text.slice(0, 160)}…` : text}”`;
};

const samePlaces = (one: readonly Origin[], other: readonly Origin[]): boolean =>
  JSON.stringify(one.map(({ file, row, column }) => [file, row, column])) ===
  JSON.stringify(other.map(({ file, row, column }) => [file, row, column]));

type Dispute = { readonly before: string; readonly kept: string };

const settle = (
  known: KnownEntry,
  name: string,
  said: RegisterField,
  { files, held }: RegisterOptions,
): "same" | "take" | Dispute => {
  const now = known.values[name];
  if (isSame(now, said.value)) return "same";
  const base = known.origin[name];
  const isEdited = base ? !isSame(now, base.value) : !isNothing(now);
  if (isEdited) return { before: "was set in Signalbox", kept: "The value set here is kept." };
  const because = held?.get(`${known.kind}.${name}`);
  if (because && !isNothing(now)) return { before: "counts here", kept: because };
  const elsewhere = (base?.origins ?? []).filter(({ file }) => !files.has(file));
  if (said.isSecondHand && elsewhere.length > 0)
    return {
      before: `comes from ${elsewhere[0]?.file}, which is not part of this import`,
      kept: `It is kept: ${said.origins[0]?.file} is a secondary source for it.`,
    };
  return "take";
};

const compare = (
  known: KnownEntry,
  entry: RegisterEntry,
  options: RegisterOptions,
  findings: FindingBook,
): RegisterChange & { readonly hasMoved: boolean } => {
  const origin: Record<string, RegisterField> = { ...known.origin };
  const fields: RegisterFieldChange[] = [];
  let hasMoved = false;
  for (const [name, said] of Object.entries(entry.fields)) {
    const outcome = settle(known, name, said, options);
    const now = known.values[name];
    if (outcome === "same" || outcome === "take") {
      const base = known.origin[name];
      const elsewhere = (base?.origins ?? []).filter(({ file }) => !options.files.has(file));
      const origins = outcome === "same" ? [...elsewhere, ...said.origins] : said.origins;
      if (!base || !samePlaces(base.origins, origins)) hasMoved = true;
      origin[name] = { value: said.value, origins };
      if (outcome === "take") fields.push({ field: name, before: now ?? null, after: said.value });
      continue;
    }
    const file = said.origins[0]?.file;
    findings.add(
      "contradiction",
      {
        says: `${known.key}: ${name} is ${show(now)}, which ${outcome.before}, and ${show(said.value)} in ${file}. ${outcome.kept}`,
        items: [known.key],
        origins: [...(known.origin[name]?.origins ?? []), ...said.origins],
      },
      {
        of: `${known.kind}|${name}|${outcome.before}|${file}`,
        together: (count) =>
          `${name} differs in ${count} ${registerWord(known.kind, count)} between ${file} and what ${outcome.before}. ${outcome.kept}`,
        most: 20,
      },
    );
  }
  // Said before, and by no file any more, although each of them was read again.
  for (const [name, base] of Object.entries(known.origin)) {
    if (entry.fields[name] || base.origins.length === 0) continue;
    if (!base.origins.every(({ file }) => options.files.has(file))) continue;
    delete origin[name];
    hasMoved = true;
    const now = known.values[name];
    if (isSame(now, base.value) && !isNothing(now))
      fields.push({ field: name, before: now ?? null, after: null });
  }
  return { kind: known.kind, key: known.key, fields, origin, hasMoved };
};

const missing = (
  current: readonly KnownEntry[],
  named: ReadonlySet<string>,
  files: ReadonlySet<string>,
): Finding[] => {
  const gone = current.filter(
    (entry) =>
      !named.has(registerId(entry)) &&
      Object.values(entry.origin).some(({ origins }) =>
        origins.some(({ file }) => files.has(file)),
      ),
  );
  return [...new Set(gone.map(({ kind }) => kind))].map((kind) => {
    const entries = gone.filter((entry) => entry.kind === kind);
    const keys = entries
      .slice(0, 5)
      .map(({ key }) => key)
      .join(", ");
    const more = entries.length > 5 ? ", …" : "";
    return {
      code: "missing-row",
      says: `${entries.length} ${registerWord(kind, entries.length)} (${keys}${more}) in the program and no longer in these sources; left as ${entries.length === 1 ? "it is" : "they are"}.`,
      items: entries.map(({ key }) => key),
      origins: entries
        .slice(0, 100)
        .flatMap((entry) => Object.values(entry.origin)[0]?.origins[0] ?? []),
    };
  });
};

/**
 * What files would do to a program's registers. In: its entries, each with what a file last said of it, and the
 * entries that files state now. Out: what is created, changed field by field, moved, left alone. A value that differs
 * from what a file last said was changed by somebody here: it is kept, and the difference is a finding. Nothing is
 * ever deleted. Planning the outcome again gives an empty plan.
 */
export const planRegisters = (
  current: readonly KnownEntry[],
  stated: readonly RegisterEntry[],
  options: RegisterOptions,
): RegisterPlan => {
  const known = new Map(current.map((entry) => [registerId(entry), entry]));
  const findings = new FindingBook();
  const creates: RegisterEntry[] = [];
  const changes: RegisterChange[] = [];
  const moved: RegisterChange[] = [];
  const unchanged: RegisterEntry[] = [];
  const named = new Set<string>();
  for (const entry of stated) {
    const id = registerId(entry);
    named.add(id);
    const existing = known.get(id);
    if (existing) {
      const { hasMoved, ...change } = compare(existing, entry, options, findings);
      if (change.fields.length > 0) changes.push(change);
      else if (hasMoved) moved.push(change);
      else unchanged.push(entry);
    } else if (entry.isDefined) creates.push(entry);
    else
      findings.add(
        "not-in-tracker",
        {
          says: `${entry.key} is named by ${Object.values(entry.fields)[0]?.origins[0]?.file ?? "a file"}, and no list defines such a ${registerWord(entry.kind)}; left out.`,
          items: [entry.key],
          origins: Object.values(entry.fields)[0]?.origins ?? [],
        },
        {
          of: entry.kind,
          together: (count) =>
            `${count} ${registerWord(entry.kind, count)} are named, and no list defines them; left out.`,
        },
      );
  }
  return {
    creates,
    changes,
    moved,
    unchanged,
    findings: [...findings.findings(), ...missing(current, named, options.files)],
  };
};
