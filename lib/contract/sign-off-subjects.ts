import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { SignatureView, SignOffRow } from "@/lib/contract/sign-offs";
import { Authors, CommaList, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { testRoles } from "@/lib/domain/inventory";

const subjectPath = "/api/v1/programs/{program}/sign-offs/{kind}/{key}" as const;

const SubjectInput = ProgramInput.extend({
  kind: z.string().max(60),
  key: z.string().min(1).max(300),
});

export const listSubjects = operation({
  id: "listSignOffSubjects",
  method: "GET",
  path: "/api/v1/programs/{program}/sign-off-subjects",
  summary:
    "Capabilities, program gates, documents and runbooks with who has to sign them and who did",
  tag: "sign-offs",
  input: ProgramInput.extend({
    kind: CommaList.optional(),
    /** `mine`: of the teams that the reader is in or stands in for, or named by handle. */
    whose: z.enum(["mine", "all"]).default("all"),
  }),
  answer: z.object({ rows: z.array(SignOffRow) }),
});

const Difference = z.object({ field: z.string(), was: z.string(), is: z.string() });

const SignOffHistory = z.object({
  /** Every signature there ever was, the newest first. */
  signatures: z.array(
    SignatureView.extend({
      /** The reader gave it. */
      isMine: z.boolean(),
      /** Somebody signed for the same team after it. */
      isSuperseded: z.boolean(),
      /** What changed from what it was given on to what the next one was, or to what is shown now. */
      changed: z.array(Difference),
    }),
  ),
  returns: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["needs-work", "rejected"]),
      by: z.string(),
      reason: z.string(),
      at: Timestamp,
      settled: z.object({ by: z.string(), at: Timestamp, because: z.string() }).nullable(),
    }),
  ),
  /** Of a document or runbook that is no row: what names it. */
  namedBy: z.array(z.string()),
});
export type SignOffHistory = z.infer<typeof SignOffHistory>;

export const readSignOffHistory = operation({
  id: "readSignOffHistory",
  method: "GET",
  path: `${subjectPath}/history`,
  summary: "Every signature and return of something, with what changed in between",
  tag: "sign-offs",
  input: SubjectInput,
  answer: SignOffHistory,
});

const rowAdditions = ["anchor", "rollback-note", "test", "decision"] as const;
export type RowAddition = (typeof rowAdditions)[number];

export const addRowEvidence = operation({
  id: "addRowEvidence",
  method: "POST",
  path: `${subjectPath}/evidence`,
  summary:
    "Add to a row what its next step needs: a source anchor, a rollback note, a contract test, the decision that retires it",
  tag: "sign-offs",
  input: SubjectInput.extend({
    add: z.enum(rowAdditions),
    /** `endpoints/v1/tag.py:72`, the note, `PT-ROUTE-0311`, or `D-001`. */
    value: z.string().trim().min(1, "say what to add").max(2000),
    /** Of a test: what it shows. */
    role: z.enum(testRoles).default("contract"),
    reason: Reason.optional(),
  }),
  answer: SignOffRow,
});

export const advanceRow = operation({
  id: "advanceRow",
  method: "POST",
  path: `${subjectPath}/step`,
  summary: "Take a row one step up the ladder, as far as a machine may: never to verified",
  tag: "sign-offs",
  input: SubjectInput.extend({
    /** Where the row is thought to stand; refused when it moved. */
    from: z.string().max(60).optional(),
  }),
  answer: SignOffRow,
});

export const askForSignature = operation({
  id: "askForSignature",
  method: "POST",
  path: `${subjectPath}/ask`,
  summary: "Ask the owner for a signature; who asks does not give it",
  tag: "sign-offs",
  input: SubjectInput.extend({ dueAt: Timestamp.optional() }),
  answer: SignOffRow,
});

export const settleReturn = operation({
  id: "settleReturn",
  method: "POST",
  path: `${subjectPath}/return/answer`,
  summary: "Answer what was sent back: what was done about it",
  tag: "sign-offs",
  input: SubjectInput.extend({ says: Reason }),
  answer: SignOffRow,
});

export const setDocument = operation({
  id: "setDocument",
  method: "PUT",
  path: "/api/v1/programs/{program}/documents/{kind}/{key}",
  summary: "Say of a document or runbook where it is, which revision is signed and whose it is",
  tag: "sign-offs",
  input: ProgramInput.extend({
    kind: z.enum(["document", "runbook"]),
    key: z.string().trim().min(1).max(300),
    title: z.string().trim().max(300).optional(),
    /** A path in the repository, or a link. */
    place: z.string().trim().max(1000).optional(),
    /** A commit, a tag, a digest. */
    revision: z.string().trim().max(200).optional(),
    /** Who wrote this revision, none of whom signs it: addresses or handles, each with its commit where known. Another revision has none until they are told. */
    authors: Authors.optional(),
    /** A team, or `@handle`; several are separated by commas. Empty leaves it to the gates that name it. */
    owner: z.string().trim().max(300).optional(),
  }),
  answer: SignOffRow,
});
