import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Timestamp } from "@/lib/contract/words";

const Fields = z.record(z.string(), z.unknown());

export const AuditView = z.object({
  chain: z.string(),
  sequence: z.number().int(),
  at: Timestamp,
  actor: Fields,
  action: z.string(),
  subject: Fields,
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  outcome: z.enum(["accepted", "denied"]),
  requestId: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditView = z.infer<typeof AuditView>;

/** A head of a chain that was kept outside of the database: `audit verify --json` prints them. */
export const AuditCheckpoint = z.object({ sequence: z.number().int().min(0), head: z.string() });

export const listAudit = operation({
  id: "listAudit",
  method: "GET",
  path: "/api/v1/programs/{program}/audit",
  summary: "The program's audit log, newest first",
  tag: "audit",
  input: ProgramInput.extend({
    action: CommaList.optional(),
    outcome: z.enum(["accepted", "denied"]).optional(),
    q: z.string().max(200).optional(),
    before: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    events: z.array(AuditView),
    next: z.number().int().nullable(),
    /** Every action the chain holds, for the filter. */
    actions: z.array(z.string()),
    /** Length of the whole chain. */
    length: z.number().int(),
  }),
});

export const exportAudit = operation({
  id: "exportAudit",
  method: "GET",
  path: "/api/v1/programs/{program}/audit/export",
  summary: "Every event of the program in order, one a line, for checking elsewhere",
  tag: "audit",
  lines: true,
  input: ProgramInput,
  answer: AuditView,
});

export const verifyAudit = operation({
  id: "verifyAudit",
  method: "GET",
  path: "/api/v1/programs/{program}/audit/verification",
  summary: "Check the program's hash chain from its first event to its head",
  tag: "audit",
  input: ProgramInput,
  answer: z.discriminatedUnion("state", [
    z.object({ state: z.literal("intact"), events: z.number().int(), head: z.string() }),
    z.object({ state: z.literal("broken"), sequence: z.number().int(), says: z.string() }),
  ]),
});
