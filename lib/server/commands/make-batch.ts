import { makeBatch as operation } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { addRows, idsOfNames, viewOfBatch } from "@/lib/server/batches/batch-edit";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { facetFilter, filteredItems, itemsById } from "@/lib/server/inventory/item-filter";
import { dateOf } from "@/lib/server/registers/register-edit";

/** Makes a batch by hand: of named rows, of all that a filter finds, or empty. */
export const makeBatch = command(
  { name: "make-batch", allow: "batch:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { batch: key, title, owner, rows, filter } = input;
    const id = { programId_key: { programId: program.id, key } };
    if (await tx.batch.findUnique({ where: id })) {
      throw new Refusal("conflict", `There is a batch ${key} already. Choose another key.`);
    }
    const made = await tx.batch.create({
      data: {
        programId: program.id,
        key,
        title: title ?? "",
        owner: owner || null,
        weekOf: dateOf(input.weekOf) ?? null,
        dueAt: dateOf(input.dueAt) ?? null,
        madeByName: actor.name,
      },
    });
    const named = await idsOfNames(tx, program, rows ?? []);
    if (named.length > 0) await addRows(tx, made.id, itemsById(named));
    if (filter) {
      const found = sql`${filteredItems(program.id, filter)} ${facetFilter(filter)}`;
      await addRows(tx, made.id, found);
    }
    const view = await viewOfBatch(tx, program, key, now);
    if (view.counts.rows === 0 && (rows ?? filter) !== undefined) {
      throw new Refusal("invalid", "No row is like that, so the batch would be empty.");
    }
    return {
      event: {
        subject: { batch: key },
        now: {
          title: view.title,
          owner: view.owner,
          weekOf: view.weekOf,
          dueAt: view.dueAt,
          rows: view.counts.rows,
          ...(filter ? { filter } : {}),
        },
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
