import type { SignOffRow } from "@/lib/contract/sign-offs";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { signOffSubjects } from "@/lib/server/sign-offs/sign-off-subjects";
import {
  signingTeams,
  signOffRecord,
  signOffRow,
  signOffSettings,
} from "@/lib/server/sign-offs/sign-off-view";

/** Rows by their ids, in that order, as somebody sees them in a queue: evidence, what is missing, signatures. */
export const readSignOffRows = async (
  tx: Transaction,
  program: ProgramScope,
  reader: { readonly actor: Actor; readonly now: Date },
  ids: readonly string[],
): Promise<SignOffRow[]> => {
  const settings = await signOffSettings(tx, program.id);
  const subjects = await signOffSubjects(tx, program, settings.rules, ids);
  const record = await signOffRecord(
    tx,
    program.id,
    subjects.map(({ row }) => row.key),
  );
  const { deputyOf } = await signingTeams(tx, program.id, reader.actor, reader.now);
  const place = new Map(ids.map((id, at) => [id, at]));
  const at = ({ row }: (typeof subjects)[number]): number => place.get(row.id) ?? 0;
  return subjects
    .sort((one, other) => at(one) - at(other))
    .map((subject) => signOffRow(subject, record, { actor: reader.actor, deputyOf }, settings));
};
