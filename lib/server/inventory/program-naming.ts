import { SwitchNamingSchema } from "@/lib/contract/naming";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import type { Database, Transaction } from "@/lib/server/db";

type Named = {
  readonly id: string;
  readonly naming: unknown;
  readonly inventoryVersion: number;
};

type Known = { readonly of: string; readonly naming: SwitchNaming | null };

/** By program id; the names of 50,000 rows are read again only when the inventory has changed. */
const known = new Map<string, Known>();

/** A naming with the names that rows of the program have of their own, where templates ask for them. */
export const withRowNames = async (
  database: Database | Transaction,
  programId: string,
  naming: SwitchNaming,
): Promise<SwitchNaming> => {
  const kinds = (["route", "worker"] as const).filter((kind) =>
    naming[kind]?.includes("{SWITCH_ID}"),
  );
  if (kinds.length === 0) return naming;
  const rows = await database.item.findMany({
    where: { programId, kind: { in: [...kinds] }, isSwitchable: true, switchId: { not: null } },
    select: { kind: true, key: true, switchName: true, switchId: true },
  });
  const names = rows.flatMap(({ kind, key, switchName, switchId }) => {
    const template = kind === "route" ? naming.route : naming.worker;
    if (switchId === null || template === null) return [];
    // A worker's switch may be called otherwise than its row.
    const place = kind === "worker" ? (switchName ?? key) : key;
    return [[`${kind}:${place}`, template.replaceAll("{SWITCH_ID}", switchId)]];
  });
  return { ...naming, exceptions: { ...Object.fromEntries(names), ...naming.exceptions } };
};

/** A program's naming with the names that its rows have of their own; `null` where it has none that can be read. */
export const programNaming = async (
  database: Database,
  program: Named,
): Promise<SwitchNaming | null> => {
  const of = `${program.inventoryVersion} ${JSON.stringify(program.naming)}`;
  const before = known.get(program.id);
  if (before?.of === of) return before.naming;
  const read = SwitchNamingSchema.safeParse(program.naming);
  const naming = read.success ? await withRowNames(database, program.id, read.data) : null;
  known.set(program.id, { of, naming });
  return naming;
};
