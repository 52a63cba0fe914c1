import {
  type DocumentApproval,
  documentApprovalIn,
  namesOfDocument,
} from "@/lib/domain/document-approval";
import type { GroundDocument } from "@/lib/domain/read-document-approval";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { documentStandings, type Standing } from "@/lib/server/sign-offs/standing-signatures";
import { namedDocuments } from "@/lib/server/sign-offs/subject-documents";

/** A line of a checklist that says of documents that they are approved, with how these stand. */
type LineApproval = {
  readonly documents: readonly GroundDocument[];
  readonly besides: readonly string[];
};

/** Gives how the documents stand that a line asks the approval of; `null` for a line that asks none. */
export type ApprovalReader = (line: { title: string; evidence: string }) => LineApproval | null;

const documentKey = (key: string): string => subjectName({ kind: "document", key });

/** Of the names that one document goes by: the one that broke, else the one that is signed, else one that is owned. */
const deciding = (standings: readonly Standing[]): Standing | undefined =>
  standings.find(({ isStale, isSigned }) => isStale && !isSigned) ??
  standings.find(({ isSigned }) => isSigned) ??
  standings.find(({ owners }) => owners.length > 0) ??
  standings[0];

/** Reads the documents that lines of checklists ask the approval of, all at once; nothing where no line does. */
export const approvalReader = async (
  tx: Transaction,
  program: ProgramScope,
  lines: readonly { readonly title: string; readonly evidence: string }[],
): Promise<ApprovalReader> => {
  const asked = lines.flatMap(({ title, evidence }): DocumentApproval[] => {
    const approval = documentApprovalIn(title, evidence);
    return approval === null ? [] : [approval];
  });
  if (asked.length === 0) return () => null;
  const rows = await tx.item.findMany({
    where: { programId: program.id, kind: "document" },
    select: { key: true },
  });
  const named = [...(await namedDocuments(tx, program.id)).values()];
  const known = [
    ...new Set([
      ...named.filter(({ kind }) => kind === "document").map(({ key }) => key),
      ...rows.map(({ key }) => key),
    ]),
  ];
  const keys = new Map(
    asked
      .flatMap(({ documents }) => documents)
      .map((name) => [name, namesOfDocument(name, known)] as const),
  );
  const settings = await signOffSettings(tx, program.id);
  const standings = await documentStandings(tx, program, settings, [
    ...new Set([...keys.values()].flat()),
  ]);
  const documentOf = (name: string): GroundDocument => {
    const found = (keys.get(name) ?? [name]).flatMap((key) => {
      const standing = standings.get(documentKey(key));
      return standing ? [standing] : [];
    });
    const standing = deciding(found);
    if (!standing)
      return { key: name, isSigned: false, lacking: [], says: `There is no document ${name}.` };
    const { key, isSigned, lacking, says } = standing;
    return { key, isSigned, lacking, says };
  };
  return ({ title, evidence }) => {
    const approval = documentApprovalIn(title, evidence);
    return (
      approval && {
        documents: approval.documents.map(documentOf),
        besides: approval.besides,
      }
    );
  };
};
