import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import {
  CapabilityKey,
  CommaList,
  EnvironmentInput,
  Key,
  Reason,
  Timestamp,
} from "@/lib/contract/words";

const environmentPath = "/api/v1/programs/{program}/environments/{environment}";

export const WaiverView = z.object({
  id: z.string(),
  environment: z.string().nullable(),
  gate: z.string(),
  capability: z.string(),
  reason: z.string(),
  owner: z.string(),
  until: Timestamp,
  /** `overdue`: it was active and its time is past; the gate reads again. */
  state: z.enum(["asked", "active", "overdue", "refused", "ended"]),
  askedBy: z.string(),
  askedAt: Timestamp,
  isMine: z.boolean(),
  decided: z.object({ by: z.string(), at: Timestamp, because: z.string() }).nullable(),
  ended: z.object({ by: z.string(), at: Timestamp, because: z.string() }).nullable(),
});
export type WaiverView = z.infer<typeof WaiverView>;

const WaiverInput = EnvironmentInput.extend({ waiver: z.uuid() });

export const listWaivers = operation({
  id: "listWaivers",
  method: "GET",
  path: `${environmentPath}/waivers`,
  summary: "Gates that are set aside, asked to be, or were; overdue ones first",
  tag: "gates",
  input: EnvironmentInput.extend({ state: CommaList.optional() }),
  answer: z.object({ waivers: z.array(WaiverView) }),
});

export const askWaiver = operation({
  id: "askWaiver",
  method: "POST",
  path: `${environmentPath}/waivers`,
  summary:
    "Set a gate aside for a capability until a time; a second person agrees where it is protected",
  tag: "gates",
  status: 201,
  input: EnvironmentInput.extend({
    gate: Key,
    capability: CapabilityKey,
    reason: Reason,
    until: z.iso.datetime(),
    owner: z.string().trim().min(1).max(120),
  }),
  answer: WaiverView,
});

export const decideWaiver = operation({
  id: "decideWaiver",
  method: "POST",
  path: `${environmentPath}/waivers/{waiver}/decision`,
  summary: "Agree to a waiver or refuse it, as somebody who did not ask",
  tag: "gates",
  input: WaiverInput.extend({
    decision: z.enum(["agree", "refuse"]),
    because: z.string().trim().max(2000).default(""),
  }),
  answer: WaiverView,
});

export const endWaiver = operation({
  id: "endWaiver",
  method: "POST",
  path: `${environmentPath}/waivers/{waiver}/end`,
  summary: "End a waiver: its gate reads again",
  tag: "gates",
  input: WaiverInput.extend({ because: Reason }),
  answer: WaiverView,
});
