import type { CriterionState } from "./milestone-readiness";

/** How a document that a criterion names stands by its signatures. */
export type GroundDocument = {
  /** The name that it is signed under. */
  readonly key: string;
  readonly isSigned: boolean;
  /** Whose signature it lacks; empty where nobody owns it. */
  readonly lacking: readonly string[];
  readonly says: string;
};

/** A part of what a criterion asks, as it reads: a document's signature, or what only somebody can say. */
export type CriterionClause = {
  readonly kind: "document" | "said";
  readonly title: string;
  readonly state: CriterionState;
  readonly because: string;
};

export type ApprovalQuestion = {
  readonly kind: "approval";
  readonly documents: readonly GroundDocument[];
  /** What the line asks besides, which nothing reads. */
  readonly besides: readonly string[];
  /** What a file or somebody says of the line as a whole. */
  readonly stated: "pass" | "fail" | null;
  /** The same in words: `readiness.md, row 15 says \u201cblocked\u201d`; `null` where nobody did. */
  readonly said: string | null;
};

type ApprovalReading = {
  readonly state: CriterionState;
  readonly because: string;
  readonly facts: readonly string[];
  readonly clauses: readonly CriterionClause[];
  readonly owner: string | null;
  readonly about: { readonly kind: "document"; readonly key: string } | null;
};

const worst = (states: readonly CriterionState[]): CriterionState =>
  states.includes("fail") ? "fail" : states.includes("unknown") ? "unknown" : "pass";

const clauseOf = (
  title: string,
  { stated, said }: Pick<ApprovalQuestion, "stated" | "said">,
): CriterionClause => ({
  kind: "said",
  title,
  state: stated ?? "unknown",
  because:
    stated === null || said === null
      ? "Nothing reads this, and nobody has said whether it holds."
      : `Nothing reads this; ${said}.`,
});

const signed = ({ isSigned }: GroundDocument): boolean => isSigned;

const sentences = ({ documents, besides, stated, said }: ApprovalQuestion): string[] => {
  const open = documents.filter((document) => !signed(document));
  const [first] = open.length > 0 ? open : documents;
  const counted =
    documents.length > 1
      ? [`${documents.length - open.length} of ${documents.length} documents are signed.`]
      : [];
  const rest = besides.map((title) => `\u201c${title}\u201d`).join(" and ");
  return [
    ...counted,
    ...(first && (open.length > 0 || documents.length === 1) ? [first.says] : []),
    ...(besides.length === 0
      ? []
      : stated === null || said === null
        ? [`Nobody has said whether ${rest} holds.`]
        : [`Of ${rest}: ${said}.`]),
  ];
};

/**
 * Whether what a line asks of documents holds: every document signed by all whose it is, with signatures that
 * stand, and somebody having said that what else it asks does. What is said never stands for a signature.
 */
export const readDocumentApproval = (question: ApprovalQuestion): ApprovalReading => {
  const { documents, besides, said } = question;
  const clauses = [
    ...documents.map(
      ({ key, isSigned, says }): CriterionClause => ({
        kind: "document",
        title: key,
        state: isSigned ? "pass" : "fail",
        because: says,
      }),
    ),
    ...besides.map((title) => clauseOf(title, question)),
  ];
  const open = documents.filter((document) => !signed(document));
  const owners = [...new Set(open.flatMap(({ lacking }) => lacking))];
  const [first] = open.length > 0 ? open : documents;
  return {
    state: clauses.length === 0 ? "unknown" : worst(clauses.map(({ state }) => state)),
    because: sentences(question).join(" "),
    // Where nothing but signatures is asked, what is said of it is told and decides nothing.
    facts: [
      ...(documents.length > 1 ? documents.map(({ says }) => says) : []),
      ...(besides.length === 0 && said !== null ? [`Of the line as a whole: ${said}.`] : []),
    ],
    clauses,
    owner: owners.length === 0 ? null : owners.join(", "),
    about: first ? { kind: "document", key: first.key } : null,
  };
};
