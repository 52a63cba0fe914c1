import type { SignOffRow } from "@/lib/contract/sign-offs";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import type { SignOffSubject, SubjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffRow } from "@/lib/server/sign-offs/sign-off-view";
import {
  type SignOffSettings,
  signOffRecord,
  signOffSettings,
} from "@/lib/server/sign-offs/signature-standing";
import { signingTeams } from "@/lib/server/sign-offs/signing-teams";
import { itemSubjects } from "@/lib/server/sign-offs/subject-items";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

type Reader = { readonly actor: Actor; readonly now: Date };

const rowsOf = async (
  tx: Transaction,
  program: ProgramScope,
  { actor, now }: Reader,
  settings: SignOffSettings,
  subjects: readonly SignOffSubject[],
): Promise<SignOffRow[]> => {
  const keys = subjects.map(({ row }) => row.key);
  const record = await signOffRecord(tx, program.id, keys);
  const signsAs = await signingTeams(tx, program.id, actor, now);
  return subjects.map((subject) => signOffRow(subject, record, { actor, signsAs }, settings));
};

/** Rows by their ids, in that order, as somebody sees them in a queue: evidence, what is missing, signatures. */
export const readSignOffRows = async (
  tx: Transaction,
  program: ProgramScope,
  reader: Reader,
  ids: readonly string[],
): Promise<SignOffRow[]> => {
  const settings = await signOffSettings(tx, program.id);
  const subjects = await itemSubjects(tx, program, settings.rules, ids);
  const place = new Map(ids.map((id, at) => [id, at]));
  const at = ({ row }: SignOffSubject): number => place.get(row.id ?? "") ?? 0;
  subjects.sort((one, other) => at(one) - at(other));
  return rowsOf(tx, program, reader, settings, subjects);
};

/** Whatever is signed, by kind and key, as somebody sees it; what there is not is left out. */
export const readSubjectRows = async (
  tx: Transaction,
  program: ProgramScope,
  reader: Reader,
  names: readonly SubjectName[],
): Promise<SignOffRow[]> => {
  const settings = await signOffSettings(tx, program.id);
  const subjects = await readSubjects(tx, program, settings, reader.now, names);
  return rowsOf(tx, program, reader, settings, subjects);
};
