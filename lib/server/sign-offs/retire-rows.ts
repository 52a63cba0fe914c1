import { Refusal } from "@/lib/domain/refusal";
import type { ChangeEvent } from "@/lib/server/change-event";
import type { Transaction } from "@/lib/server/db";
import { changeInventory } from "@/lib/server/inventory/change-inventory";
import type { ProgramScope } from "@/lib/server/scope";
import type { SubjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import type { PlannedSignature } from "@/lib/server/sign-offs/signature-plan";
import {
  type Signer,
  type WrittenSignature,
  writeSignatures,
} from "@/lib/server/sign-offs/signature-write";

/** A row and the states that it leaves and takes. */
type Moved = SubjectName & { readonly from: string | null; readonly to: string | null };

const switched: readonly string[] = ["route", "worker"];

/** Whether a row gets out of reach of switches, or back into it: a route or worker is retired, or no more. */
const isRetirement = ({ kind, from, to }: Moved): boolean =>
  switched.includes(kind) && from !== to && [from, to].includes("retired-approved");

const most = 3;

const wordsOf = (rows: readonly Moved[]): string => {
  const named = rows.slice(0, most).map(({ kind, key }) => `${kind} ${key}`);
  const more = rows.length > most ? ` and ${rows.length - most} more` : "";
  const isBack = rows.every(({ from }) => from === "retired-approved");
  return `${isBack ? "Retirement taken back" : "Retired with a signature"}: ${named.join(", ")}${more}`;
};

/** Without its row a request may meet another route, which the target has: a signature is no way there. */
const refuseFlip = (rows: readonly Moved[]): never => {
  const [first] = rows;
  throw new Refusal(
    "conflict",
    `Without ${first?.kind} ${first?.key} requests of it would meet a route that the target has. Flip it by a rule of its own first.`,
  );
};

/** Writes signatures that were planned, with what retiring rows does to the switches. */
export const writePlanned = (
  tx: Transaction,
  program: ProgramScope,
  planned: readonly PlannedSignature[],
  signer: Signer,
): Promise<{ written: WrittenSignature[]; announce: readonly ChangeEvent[] }> => {
  const moves = planned.map(({ subject: { row, shown }, to }) => ({
    kind: row.kind,
    key: row.key,
    from: shown.state,
    to: to ?? shown.state,
  }));
  return writeWithRetirements(tx, program, { moves, by: signer.actor.name, at: signer.now }, () =>
    writeSignatures(tx, program.id, planned, signer),
  );
};

/**
 * Writes signatures, or takes one back. Where routes or workers are retired by that, or are no more, every
 * environment gets its next snapshot version with it: a retired row is in none. One that comes back is
 * legacy's until somebody flips it. Answers what was written, and what to announce.
 */
export const writeWithRetirements = async <Written>(
  tx: Transaction,
  program: ProgramScope,
  { moves, by, at }: { readonly moves: readonly Moved[]; readonly by: string; readonly at: Date },
  write: () => Promise<Written>,
): Promise<{ readonly written: Written; readonly announce: readonly ChangeEvent[] }> => {
  const retired = moves.filter(isRetirement);
  if (retired.length === 0) {
    return { written: await write(), announce: [{ kind: "program", program: program.key }] };
  }
  const holder: { written?: Written } = {};
  const announce = await changeInventory(
    tx,
    program,
    {
      writer: "retirement",
      reason: wordsOf(retired),
      by,
      at,
      authorise: () => refuseFlip(retired),
    },
    async () => {
      holder.written = await write();
    },
  );
  if (!("written" in holder)) throw new Error("Nothing was written.");
  return { written: holder.written as Written, announce };
};
