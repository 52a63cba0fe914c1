import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

const path = "/api/v1/programs/{program}/deputies";

const PersonName = z.object({ handle: z.string(), name: z.string() });

export const DeputyView = z.object({
  id: z.uuid(),
  absent: PersonName,
  deputy: PersonName,
  /** The team for which; `null` for all that the absent person is in. */
  team: z.string().nullable(),
  /** The teams for which it lets the deputy sign, as they are today. */
  teams: z.array(z.string()),
  from: Timestamp,
  until: Timestamp,
  state: z.enum(["ahead", "now", "over", "ended"]),
  reason: z.string(),
  by: z.string(),
  endedAt: Timestamp.nullable(),
  /** Whether the reader may end it. */
  mayEnd: z.boolean(),
});
export type DeputyView = z.infer<typeof DeputyView>;

export const listDeputies = operation({
  id: "listDeputies",
  method: "GET",
  path,
  summary: "Who stands in for whom and until when, the standing ones first",
  tag: "owners",
  input: ProgramInput,
  answer: z.object({
    deputies: z.array(DeputyView),
    /** Whom the reader may name as absent, with their teams. */
    absent: z.array(PersonName.extend({ teams: z.array(z.string()) })),
    /** Who may stand in: whoever may sign in the program. */
    able: z.array(PersonName),
  }),
});

export const addDeputy = operation({
  id: "addDeputy",
  method: "POST",
  path,
  summary: "Let somebody sign for the teams of somebody absent, between two dates",
  tag: "owners",
  status: 201,
  input: ProgramInput.extend({
    absent: z.string().min(1).max(120),
    deputy: z.string().min(1).max(120),
    team: z.string().max(300).optional(),
    from: Timestamp,
    until: Timestamp,
    reason: z.string().trim().max(500).default(""),
  }),
  answer: DeputyView,
});

export const endDeputy = operation({
  id: "endDeputy",
  method: "POST",
  path: `${path}/{deputy}/end`,
  summary: "End a deputy's time early; what was signed in it stands",
  tag: "owners",
  input: ProgramInput.extend({ deputy: z.uuid() }),
  answer: DeputyView,
});
