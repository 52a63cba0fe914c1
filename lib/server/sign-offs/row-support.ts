import type { ItemTest } from "@/lib/domain/inventory";
import { editedHere } from "@/lib/domain/merge-item";
import { Refusal } from "@/lib/domain/refusal";
import { type Json, sql, type Transaction } from "@/lib/server/db";
import { raiseInventory, takeInventory } from "@/lib/server/owners/owner-write";
import type { SubjectName } from "@/lib/server/sign-offs/sign-off-subjects";

/** A row of the inventory as somebody adds to it. */
export type EditedRow = SubjectName & {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly provenance: Readonly<Record<string, readonly { file: string }[]>>;
  readonly tests: readonly ItemTest[];
};

/** Takes the program's turn for writing rows and reads one of them; refuses what is no row of the inventory. */
export const takeRow = async (
  tx: Transaction,
  program: { readonly id: string },
  { kind, key }: SubjectName,
): Promise<EditedRow> => {
  await takeInventory(tx, program, undefined);
  const row = await tx.item.findUnique({
    where: { programId_kind_key: { programId: program.id, kind, key } },
    select: {
      id: true,
      attributes: true,
      provenance: true,
      tests: { orderBy: { position: "asc" } },
    },
  });
  if (!row) throw new Refusal("not-found", `There is no ${kind} ${key} in the inventory.`);
  return {
    kind,
    key,
    id: row.id,
    attributes: row.attributes as EditedRow["attributes"],
    provenance: row.provenance as unknown as EditedRow["provenance"],
    tests: row.tests.map((test) => ({ id: test.key, role: test.role as ItemTest["role"] })),
  };
};

/** Sets an attribute of a row as somebody said it here: an import shows what differs and leaves it. */
export const setAttribute = async (
  tx: Transaction,
  program: { readonly id: string },
  row: EditedRow,
  name: string,
  value: string,
  now: Date,
): Promise<void> => {
  await tx.item.update({
    where: { id: row.id },
    data: {
      attributes: { ...row.attributes, [name]: value } as Json,
      provenance: { ...row.provenance, [`attributes.${name}`]: [{ file: editedHere }] } as Json,
      updatedAt: now,
    },
  });
  await raiseInventory(tx, program);
};

/** Links a contract test to a row, beside those that its sources name. */
export const addTest = async (
  tx: Transaction,
  program: { readonly id: string },
  row: EditedRow,
  { id, role }: ItemTest,
  now: Date,
): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO "ContractTest" ("itemId", "key", "role", "position")
    VALUES (${row.id}::uuid, ${id}, ${role}, ${row.tests.length + 1})`);
  const known = (row.provenance.tests ?? []).filter(({ file }) => file !== editedHere);
  await tx.item.update({
    where: { id: row.id },
    data: {
      provenance: { ...row.provenance, tests: [...known, { file: editedHere }] } as Json,
      updatedAt: now,
    },
  });
  await raiseInventory(tx, program);
};
