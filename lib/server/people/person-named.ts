import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

export type Named = { readonly id: string; readonly handle: string; readonly name: string };

/** The person whom an admin names by handle. */
export const personNamed = async (
  db: Pick<Transaction, "person">,
  handle: string,
): Promise<Named> => {
  const select = { id: true, handle: true, name: true };
  const person = await db.person.findUnique({ where: { handle }, select });
  if (!person) throw new Refusal("not-found", `There is nobody called "${handle}" here.`);
  return person;
};
