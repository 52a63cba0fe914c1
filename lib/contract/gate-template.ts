import * as z from "zod";
import { QualityGateView } from "@/lib/contract/gates";
import { operation } from "@/lib/contract/operation";
import { Key, ProgramInput, Reason } from "@/lib/contract/words";

export const addTemplateGates = operation({
  id: "addTemplateGates",
  method: "POST",
  path: "/api/v1/programs/{program}/quality-gates/template",
  summary:
    "Add quality gates of the template that a new program starts with; what would be added is listed with the gates",
  tag: "gates",
  status: 201,
  input: ProgramInput.extend({
    /** Of those that the list says are missing. */
    gates: z.array(Key).min(1).max(50),
    reason: Reason,
  }),
  answer: z.object({ added: z.array(QualityGateView) }),
});
