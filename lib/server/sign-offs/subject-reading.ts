import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import type { SignOffSubject, SubjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import type { SignOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { capabilitySubjects } from "@/lib/server/sign-offs/subject-capabilities";
import { documentSubjects } from "@/lib/server/sign-offs/subject-documents";
import { gateSubjects } from "@/lib/server/sign-offs/subject-gates";
import { idsOfRows, itemSubjects } from "@/lib/server/sign-offs/subject-items";

/**
 * Whatever is signed, by kind and key, as it is shown and signed now; what there is not is left out. A
 * document that is a row of the inventory is read as that row.
 */
export const readSubjects = async (
  tx: Transaction,
  program: ProgramScope,
  settings: SignOffSettings,
  now: Date,
  names: readonly SubjectName[],
): Promise<SignOffSubject[]> => {
  const keysOf = (kind: string): string[] =>
    names.filter((name) => name.kind === kind).map(({ key }) => key);
  const ids = await idsOfRows(tx, program.id, names);
  const rows = await itemSubjects(tx, program, settings.rules, ids);
  const known = new Set(rows.flatMap(({ row }) => (row.kind === "document" ? [row.key] : [])));
  const documents = names.filter(
    ({ kind, key }) => kind === "runbook" || (kind === "document" && !known.has(key)),
  );
  const { rules } = settings;
  return [
    ...rows,
    ...(await capabilitySubjects(tx, program, { rules, now }, keysOf("capability"))),
    ...(await gateSubjects(tx, program, settings, keysOf("program-gate"))),
    ...(await documentSubjects(tx, program, rules, documents)),
  ];
};
