import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Reason } from "@/lib/contract/words";
import { claimKinds, doubtfulOutcomes } from "@/lib/domain/sign-off-claims";

const path = "/api/v1/programs/{program}/sign-off-rules";

/** In one order and without repetition, so that the same rules are the same value. */
const orderedList = <Word extends z.ZodType<string>>(word: Word, most: number) =>
  z
    .array(word)
    .max(most)
    .transform((words) => [...new Set(words)].sort());

/** What a program asks of signatures, and which changes make one stale. */
export const SignOffRulesView = z.strictObject({
  /** Whether who wrote, reported or asked for what is signed may not sign it. */
  fourEyes: z.boolean(),
  /** Teams of which each has to sign besides the owner's. */
  alsoTeams: orderedList(z.string().min(1).max(120), 10),
  /** Of a bulk, how many percent of the rows have to be opened, drawn at random. */
  samplePercent: z.number().int().min(0).max(100),
  /** Which broken claims count. */
  counts: orderedList(z.enum(claimKinds), claimKinds.length).refine(
    (kinds) => kinds.length > 0,
    "name at least one: a signature that no change breaks vouches for nothing",
  ),
  /** Fields of a row whose change is of no account. */
  ignoredFields: orderedList(z.string().min(1).max(200), 100),
  /** Outcomes of a newest run that count as a failure does. */
  alsoOutcomes: orderedList(z.enum(doubtfulOutcomes), doubtfulOutcomes.length),
});
export type SignOffRulesView = z.infer<typeof SignOffRulesView>;

export const readSignOffRules = operation({
  id: "readSignOffRules",
  method: "GET",
  path,
  summary: "What signatures take here, and which changes make them stale",
  tag: "sign-offs",
  input: ProgramInput,
  answer: z.object({
    rules: SignOffRulesView,
    /** Fields that rows have, of which some may be left out of account. */
    fields: z.array(z.string()),
    teams: z.array(z.object({ key: z.string(), name: z.string() })),
  }),
});

const Touched = z.object({
  kind: z.string(),
  key: z.string(),
  by: z.string(),
  team: z.string(),
  says: z.string(),
});

/** How many there are, and the first of them. */
const Touch = z.object({ count: z.number().int(), first: z.array(Touched) });

export const previewSignOffRules = operation({
  id: "previewSignOffRules",
  method: "POST",
  path: `${path}/preview`,
  summary: "Which signatures would go stale, be spared, or lack a team's under other rules",
  tag: "sign-offs",
  input: ProgramInput.extend({ rules: SignOffRulesView }),
  answer: z.object({
    /** Standing signatures that were looked at, and whether there are more. */
    looked: z.number().int(),
    isPart: z.boolean(),
    turnStale: Touch,
    /** Broken now and not recorded yet, and not broken under these rules. */
    spared: Touch,
    /** Stale already: they stay so until they are given again, whatever the rules. */
    stayStale: z.number().int(),
    /** Signed, and lacking a team whose signature these rules ask for. */
    lacking: Touch,
  }),
});
export type SignOffRulesPreview = z.infer<typeof previewSignOffRules.answer>;

export const setSignOffRules = operation({
  id: "setSignOffRules",
  method: "PUT",
  path,
  summary: "Say what signatures take, and which changes make them stale",
  tag: "sign-offs",
  input: ProgramInput.extend({
    rules: SignOffRulesView,
    /** The rules that were seen. */
    was: SignOffRulesView,
    reason: Reason,
  }),
  answer: SignOffRulesView,
});
