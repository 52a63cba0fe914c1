import { listedDocuments, sameDocuments } from "@/lib/domain/document-approval";
import { documentsIn } from "@/lib/domain/document-names";
import type { SignOffRules } from "@/lib/domain/four-eyes";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { documentAuthorship } from "@/lib/server/sign-offs/document-authorship";
import {
  type SignOffSubject,
  type SubjectName,
  subjectName,
  subjectOf,
} from "@/lib/server/sign-offs/sign-off-subjects";
import { ownerReader } from "@/lib/server/sign-offs/subject-owners";

/** A document or runbook of a program that is no row of its inventory. */
export type NamedDocument = SubjectName & {
  readonly title: string;
  readonly place: string;
  readonly revision: string;
  /** Who wrote that revision, as far as it was told. */
  readonly authors: readonly string[];
  /** The words of who has to sign it: those given for it, else those of the first that names it and has an owner. */
  readonly owner: string | null;
  /** Gates and criteria that name it, in words. */
  readonly namedBy: readonly string[];
  /** A gate names it: that reads its signature by this name, whatever else the document is called. */
  readonly isOfGate: boolean;
  /** Rises with what is said of it here; 0 where nothing was. */
  readonly version: number;
};

type Naming = {
  readonly by: string;
  readonly isGate: boolean;
  readonly owner: string | null;
  readonly texts: string[];
};

/** Gates and criteria in their order, each with its owner and the texts that may name documents. */
const namings = async (tx: Transaction, programId: string): Promise<Naming[]> => {
  const gates = await tx.programGate.findMany({
    where: { programId },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    select: { key: true, title: true, evidence: true, owner: true, subGates: true },
  });
  const criteria = await tx.criterion.findMany({
    where: { milestone: { programId } },
    orderBy: [{ milestone: { position: "asc" } }, { position: "asc" }],
    select: {
      title: true,
      evidence: true,
      notes: true,
      owner: true,
      milestone: { select: { key: true } },
    },
  });
  return [
    ...gates.map(({ key, title, evidence, owner, subGates }) => ({
      by: `gate ${key}`,
      isGate: true,
      owner,
      texts: [title, evidence, ...(subGates as { title?: string }[]).map((sub) => sub.title ?? "")],
    })),
    ...criteria.map(({ title, evidence, notes, owner, milestone: { key } }) => ({
      by: `${key}: ${title}`,
      isGate: false,
      owner,
      texts: [title, evidence, notes],
    })),
  ];
};

/** Documents with what is said of them under their other names: who names them, and an owner where their own name has none. */
const withNames = (
  found: ReadonlyMap<string, NamedDocument>,
): ReadonlyMap<string, NamedDocument> => {
  const namesOf = sameDocuments(
    [...found.values()].flatMap(({ kind, key }) => (kind === "document" ? [key] : [])),
  );
  return new Map(
    [...found].map(([name, document]): [string, NamedDocument] => {
      if (document.kind !== "document") return [name, document];
      const same = namesOf(document.key).flatMap(
        (key) => found.get(subjectName({ kind: "document", key })) ?? [],
      );
      const owner = same.find((one) => one.owner !== null)?.owner ?? null;
      return [
        name,
        { ...document, owner, namedBy: [...new Set(same.flatMap((one) => one.namedBy))] },
      ];
    }),
  );
};

/** Every document that gates and criteria name or somebody put down, by `kind:key`. */
export const namedDocuments = async (
  tx: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, NamedDocument>> => {
  const found = new Map<string, NamedDocument>();
  for (const { by, isGate, owner, texts } of await namings(tx, programId)) {
    for (const key of documentsIn(texts.join("\n"))) {
      const name = { kind: "document", key };
      const known = found.get(subjectName(name));
      found.set(subjectName(name), {
        ...name,
        title: key,
        place: key,
        revision: "",
        authors: [],
        version: 0,
        owner: known?.owner ?? owner,
        namedBy: [...(known?.namedBy ?? []), by],
        isOfGate: isGate || known?.isOfGate === true,
      });
    }
  }
  const kept = await tx.programDocument.findMany({
    where: { programId },
    orderBy: [{ kind: "asc" }, { key: "asc" }],
  });
  for (const { kind, key, title, place, revision, authors, owner, version } of kept) {
    const known = found.get(subjectName({ kind, key }));
    found.set(subjectName({ kind, key }), {
      kind,
      key,
      title: title || key,
      place: place || key,
      revision,
      authors,
      version,
      owner: owner ?? known?.owner ?? null,
      namedBy: known?.namedBy ?? [],
      isOfGate: known?.isOfGate === true,
    });
  }
  return withNames(found);
};

/** What a list shows of them: what goes by several names once. */
export const listedNames = (named: ReadonlyMap<string, NamedDocument>): SubjectName[] => {
  const all = [...named.values()].map((one) => ({
    ...one,
    isKept: one.isOfGate || one.version > 0,
  }));
  return [
    ...listedDocuments(all.filter(({ kind }) => kind === "document")),
    ...all.filter(({ kind }) => kind !== "document"),
  ].map(({ kind, key }) => ({ kind, key }));
};

/** Documents and runbooks as they are shown and signed now; what nobody names is left out. */
export const documentSubjects = async (
  tx: Transaction,
  program: ProgramScope,
  rules: SignOffRules,
  names: readonly SubjectName[],
): Promise<SignOffSubject[]> => {
  if (names.length === 0) return [];
  const known = await namedDocuments(tx, program.id);
  const ownersOf = await ownerReader(tx, program.id);
  const documents = names.flatMap((name) => known.get(subjectName(name)) ?? []);
  const authorship = await documentAuthorship(tx, program.id, documents);
  return documents.map((document) => {
    const { kind, key, title, place, revision, owner } = document;
    return subjectOf({
      program: program.key,
      kind,
      key,
      title,
      owners: ownersOf(owner),
      values: { title, place, revision: revision === "" ? null : revision },
      readings: [],
      rules,
      path: place === key ? null : place,
      authorship: authorship([document]),
    });
  });
};
