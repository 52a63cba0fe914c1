import { canonicalJson } from "@/lib/domain/canonical-json";
import { documentsIn } from "@/lib/domain/document-names";
import { readingOfDocument } from "@/lib/domain/sign-off-shown";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { documentAuthorship } from "@/lib/server/sign-offs/document-authorship";
import {
  type SignOffSubject,
  subjectName,
  subjectOf,
} from "@/lib/server/sign-offs/sign-off-subjects";
import type { SignOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { documentStandings } from "@/lib/server/sign-offs/standing-signatures";
import { namedDocuments } from "@/lib/server/sign-offs/subject-documents";
import { ownerReader } from "@/lib/server/sign-offs/subject-owners";

type SubGate = { readonly key: string; readonly title: string; readonly state: string };

/** Program gates by their keys, as they are shown and signed now: what they ask, their state, the documents that they name. */
export const gateSubjects = async (
  tx: Transaction,
  program: ProgramScope,
  settings: SignOffSettings,
  keys: readonly string[],
): Promise<SignOffSubject[]> => {
  if (keys.length === 0) return [];
  const gates = await tx.programGate.findMany({
    where: { programId: program.id, key: { in: [...keys] } },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
  const parts = gates.map((gate) => {
    const subGates = gate.subGates as SubGate[];
    const text = [gate.title, gate.evidence, ...subGates.map(({ title }) => title)].join("\n");
    return { gate, subGates, documents: documentsIn(text) };
  });
  const named = [...new Set(parts.flatMap(({ documents }) => documents))];
  const standings = await documentStandings(tx, program, settings, named);
  const ownersOf = await ownerReader(tx, program.id);
  const known = await namedDocuments(tx, program.id);
  const writtenOf = (keys: readonly string[]) =>
    keys.flatMap((key) => known.get(subjectName({ kind: "document", key })) ?? []);
  const authorship = await documentAuthorship(tx, program.id, writtenOf(named));
  return parts.map(({ gate, subGates, documents }) => {
    const { key, title, evidence, owner, rule, state } = gate;
    return subjectOf({
      program: program.key,
      kind: "program-gate",
      key,
      title,
      owners: ownersOf(owner),
      values: {
        title,
        evidence,
        rule: rule === null ? null : canonicalJson(rule),
        ...Object.fromEntries(subGates.map((sub) => [`sub-gate ${sub.key}`, sub.title])),
      },
      readings: [
        { of: "state", state },
        ...subGates.map((sub) => ({ of: `state of sub-gate ${sub.key}`, state: sub.state })),
        ...documents.map((document) => ({
          of: readingOfDocument(document),
          state: standings.get(subjectName({ kind: "document", key: document }))?.isSigned
            ? "signed"
            : "unsigned",
        })),
      ],
      rules: settings.rules,
      // What is approved is its documents: whoever wrote one does not approve it.
      authorship: authorship(writtenOf(documents)),
    });
  });
};
