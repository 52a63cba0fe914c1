import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { verificationStates } from "@/lib/domain/inventory";

const programPath = "/api/v1/programs/{program}";

export const signatureMeanings = ["reviewed", "approved", "responsible"] as const;
export const Meaning = z.enum(signatureMeanings);
/** A row stands on the ladder; anything else is signed or not. */
const Standing = z.enum([...verificationStates, "unsigned", "signed"]);

/** What is signed: a kind of item and its key. */
export const Subject = z.object({ kind: z.string().max(60), key: z.string().min(1).max(300) });

/** A subject with the digest of what was shown of it: what changed since is not signed. */
export const SeenSubject = Subject.extend({
  digest: z.string().regex(/^[0-9a-f]{64}$/, "must be the digest that the row was shown with"),
});

const SideRun = z
  .object({ outcome: z.string(), commit: z.string(), at: Timestamp, evidence: z.string() })
  .nullable();

/** Whose place a deputy signed in, and until when they do. */
export const InPlaceOf = z.object({
  person: z.uuid(),
  handle: z.string(),
  name: z.string(),
  until: Timestamp,
});

export const SignatureView = z.object({
  id: z.uuid(),
  kind: z.string(),
  key: z.string(),
  by: z.string(),
  team: z.string(),
  /** Whose place it was given in, by a deputy; `null` in the signer's own name. */
  inPlaceOf: InPlaceOf.nullable().default(null),
  meaning: Meaning,
  at: Timestamp,
  authentication: z.string(),
  authenticatedAt: Timestamp,
  digest: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  wasOpened: z.boolean(),
  /** Why it counts no more until it is given again; empty while it is fresh. */
  stale: z.array(z.string()),
  staleAt: Timestamp.nullable(),
  withdrawn: z.object({ by: z.string(), at: Timestamp, because: z.string() }).nullable(),
});
export type SignatureView = z.infer<typeof SignatureView>;

export const SignOffRow = Subject.extend({
  title: z.string(),
  method: z.string().nullable(),
  path: z.string().nullable(),
  /** Whose it is: a team's key, or `@handle`. */
  team: z.string().nullable(),
  /** Others who own it too: each of them has to sign. */
  alsoTeams: z.array(z.string()),
  batches: z.array(z.string()),
  wave: z.string().nullable(),
  state: Standing,
  /** The step that a signature would take it; `null` at the end of the ladder. */
  to: Standing.nullable(),
  missing: z.array(z.object({ need: z.string(), says: z.string() })),
  /** For whom the reader would sign it, and in whose place; `null` where they speak for none of its owners. */
  signsFor: z.object({ team: z.string(), inPlaceOf: InPlaceOf.nullable() }).nullable(),
  /** Why the reader may not sign it; `null` where they may. */
  objection: z.string().nullable(),
  /**
   * Why it waits: `next-step`, `stale`, `returned` or `asked`; `unsigned` at the end of the ladder by a file, with
   * no signature beneath it; `done` where it does not.
   */
  waits: z.enum(["next-step", "stale", "returned", "asked", "unsigned", "done"]),
  since: Timestamp.nullable(),
  dueAt: Timestamp.nullable(),
  asked: z.array(z.object({ by: z.string(), at: Timestamp, dueAt: Timestamp.nullable() })),
  anchors: z.array(z.string()),
  rollbackNote: z.string().nullable(),
  retirement: z.object({ decision: z.string(), state: z.string() }).nullable(),
  tests: z.array(z.object({ key: z.string(), role: z.string(), legacy: SideRun, target: SideRun })),
  contradictions: z.array(z.string()),
  /** Of what is no row: how its gates, budgets, rows and documents stood, and what else is shown of it. */
  readings: z.array(z.object({ of: z.string(), state: z.string() })),
  values: z.record(z.string(), z.string().nullable()),
  signatures: z.array(SignatureView),
  returned: z
    .object({
      kind: z.enum(["needs-work", "rejected"]),
      by: z.string(),
      reason: z.string(),
      at: Timestamp,
    })
    .nullable(),
  /** What differs from what the newest signature was given on. */
  changed: z.array(z.object({ field: z.string(), was: z.string(), is: z.string() })),
  /** SHA-256 of the canonical JSON of everything shown here that is signed. */
  digest: z.string(),
});
export type SignOffRow = z.infer<typeof SignOffRow>;

export const listSignOffs = operation({
  id: "listSignOffs",
  method: "GET",
  path: `${programPath}/sign-offs`,
  summary:
    "Rows with what their next step lacks and who has signed, a window at a time; ready ones first",
  tag: "sign-offs",
  input: ProgramInput.extend({
    /** `mine`: of the teams that the reader is in or stands in for. */
    whose: z.enum(["mine", "all"]).default("all"),
    kind: CommaList.optional(),
    team: CommaList.optional(),
    batch: CommaList.optional(),
    wave: CommaList.optional(),
    waits: CommaList.optional(),
    q: z.string().max(200).optional(),
    /** `batch`: the batch that is due first comes first, and its rows together; done ones come last either way. */
    by: z.enum(["batch", "key"]).default("key"),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    total: z.number().int(),
    rows: z.array(SignOffRow),
    /** Under every other filter, by batch: rows, how many are done as batches count it, and how many of those by file, unsigned. */
    batches: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        owner: z.string().nullable(),
        /** The Monday of the week it is gone through in. */
        weekOf: z.iso.date().nullable(),
        dueAt: Timestamp.nullable(),
        rows: z.number().int(),
        done: z.number().int(),
        unsigned: z.number().int(),
      }),
    ),
  }),
});

export const readSignOff = operation({
  id: "readSignOff",
  method: "GET",
  path: `${programPath}/sign-offs/{kind}/{key}`,
  summary:
    "One row as it is signed: its evidence, what is missing, and every signature it ever had",
  tag: "sign-offs",
  input: ProgramInput.extend(Subject.shape),
  answer: SignOffRow,
});

export const openSignOff = operation({
  id: "openSignOff",
  method: "POST",
  path: `${programPath}/sign-offs/{kind}/{key}/opening`,
  summary: "Say that a row was opened and looked at; its signature records it",
  tag: "sign-offs",
  input: ProgramInput.extend(SeenSubject.shape),
  answer: z.object({ digest: z.string() }),
});

export const signOff = operation({
  id: "signOff",
  method: "POST",
  path: `${programPath}/signatures`,
  summary: "Sign rows as they were shown; each is signed whole or refused with its reason",
  tag: "sign-offs",
  status: 201,
  input: ProgramInput.extend({
    subjects: z.array(SeenSubject).min(1, "name at least one row").max(200),
    meaning: Meaning.default("approved"),
    /** Retire instead of verify, where a row may do either. */
    to: Standing.optional(),
    batch: z.string().max(300).optional(),
  }),
  answer: z.object({
    signed: z.array(z.object({ kind: z.string(), key: z.string(), signature: z.uuid() })),
    refused: z.array(z.object({ kind: z.string(), key: z.string(), says: z.string() })),
  }),
});

export const withdrawSignature = operation({
  id: "withdrawSignature",
  method: "POST",
  path: `${programPath}/signatures/{signature}/withdrawal`,
  summary: "Take a signature back, with a reason; it stays in the record",
  tag: "sign-offs",
  input: ProgramInput.extend({ signature: z.uuid(), reason: Reason }),
  answer: SignatureView,
});

export const returnSignOff = operation({
  id: "returnSignOff",
  method: "POST",
  path: `${programPath}/sign-offs/{kind}/{key}/return`,
  summary: "Send a row back with a reason: it needs work, or is rejected",
  tag: "sign-offs",
  input: ProgramInput.extend(Subject.shape).extend({
    as: z.enum(["needs-work", "rejected"]),
    reason: Reason,
  }),
  answer: SignOffRow,
});

export const ExportedSignature = SignatureView.extend({
  /** Of the record: 1 tells the team alone, and not in whose place a deputy signed for it. */
  version: z.number().int().min(1).default(1),
  /** Who signed: the id that the audit knows them by. */
  person: z.uuid(),
  /** The signature that took its place. */
  supersededBy: z.uuid().nullable(),
  /** What was signed: its canonical JSON has the digest. */
  shown: z.unknown(),
  /** The event of the program's audit that holds it. */
  auditSequence: z.number().int().nullable(),
});
export type ExportedSignature = z.infer<typeof ExportedSignature>;

export const exportSignatures = operation({
  id: "exportSignatures",
  method: "GET",
  path: `${programPath}/signatures/export`,
  summary: "Every signature with exactly what was shown, to be verified without the server",
  tag: "sign-offs",
  lines: true,
  input: ProgramInput,
  answer: ExportedSignature,
});
