import type { EvidenceFact, GateSide, LiveBuild, RowPlace } from "@/lib/domain/gate-facts";
import type { EvidenceRow, ItemRow } from "@/lib/server/gates/gate-rows";

type Builds = Readonly<Record<GateSide, readonly LiveBuild[]>>;

/** Why evidence does not count for what runs in its environment; `null` where it does. */
const staleness = (
  { side, commit }: EvidenceRow,
  builds: Builds | undefined,
  environment: string,
): string | null => {
  // What is about neither side, as a runbook, belongs to no build.
  if (side === null) return null;
  const live = builds?.[side] ?? [];
  if (live.length === 0) {
    return `it is not known which build of that side runs in ${environment}: CI has to report the deployment.`;
  }
  if (commit === null) return "it does not say of which build.";
  const others = live.filter(({ counted }) => !counted.includes(commit));
  if (others.length === 0) return null;
  return `it is of ${commit.slice(0, 8)}, and ${others.map((build) => build.commit.slice(0, 8)).join(" and ")} runs in ${environment}.`;
};

const hoursOf = (payload: unknown): number | null => {
  if (typeof payload !== "object" || payload === null) return null;
  const details: unknown = Reflect.get(payload, "details");
  const inDetails =
    typeof details === "object" && details !== null ? Reflect.get(details, "hours") : undefined;
  const hours: unknown = inDetails ?? Reflect.get(payload, "hours");
  return typeof hours === "number" && hours >= 0 ? hours : null;
};

/** Which capabilities evidence is about: the whole of each, or these rows of it. */
type About = ReadonlyMap<string, "all" | readonly RowPlace[]>;

/** Finds what evidence is about, in an inventory that is read once. */
export const aboutReader = (
  items: readonly ItemRow[],
  capabilities: readonly string[],
): ((row: EvidenceRow) => About) => {
  const byName = new Map<string, ItemRow>();
  const families = new Map<string, ItemRow[]>();
  const sizes = new Map<string, number>();
  for (const item of items) {
    byName.set(`${item.kind} ${item.key}`, item);
    if (item.switchName !== null) byName.set(`${item.kind} ${item.switchName}`, item);
    if (item.capability !== null) {
      sizes.set(item.capability, (sizes.get(item.capability) ?? 0) + 1);
    }
    if (item.family !== null) {
      const members = families.get(item.family);
      if (members) members.push(item);
      else families.set(item.family, [item]);
    }
  }
  return ({ subjects }) => {
    const about = new Map<string, "all" | RowPlace[]>();
    const addRow = ({ capability, kind, key }: ItemRow): void => {
      if (capability === null) return;
      const known = about.get(capability);
      if (known === "all") return;
      if (known) known.push({ kind, key });
      else about.set(capability, [{ kind, key }]);
    };
    for (const { level, key } of subjects ?? []) {
      if (level === "program") for (const each of capabilities) about.set(each, "all");
      else if (level === "capability") about.set(key, "all");
      else if (level === "family") families.get(key)?.forEach(addRow);
      else {
        const item = byName.get(`${level} ${key}`);
        if (item) addRow(item);
      }
    }
    for (const [capability, rows] of about) {
      if (rows !== "all" && rows.length === sizes.get(capability)) about.set(capability, "all");
    }
    return about;
  };
};

/** Evidence by capability, as gates of an environment read it. */
export const evidenceFacts = (
  rows: readonly (EvidenceRow & { readonly about: About })[],
  environment: string,
  buildsOf: ReadonlyMap<string, Builds>,
): ReadonlyMap<string, readonly EvidenceFact[]> => {
  const found = new Map<string, EvidenceFact[]>();
  for (const row of rows) {
    const where = row.environment ?? environment;
    const { id, kind, outcome, side, commit, says, by } = row;
    const fact = {
      id,
      kind,
      outcome,
      environment: row.environment,
      side,
      commit,
      at: row.at.toISOString(),
      says,
      by,
      hours: hoursOf(row.payload),
      stale: staleness(row, buildsOf.get(where), where),
    };
    for (const [capability, about] of row.about) {
      const known = found.get(capability);
      if (known) known.push({ ...fact, about });
      else found.set(capability, [{ ...fact, about }]);
    }
  }
  return found;
};
