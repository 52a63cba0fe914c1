import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Reason } from "@/lib/contract/words";

export const raiseEpochs = operation({
  id: "raiseEpochs",
  method: "POST",
  path: "/api/v1/installation/epochs",
  summary:
    "Say that the database was restored from a backup: every environment gets a higher epoch, which every client follows",
  tag: "installation",
  input: z.object({ reason: Reason }),
  answer: z.object({ environments: z.number().int() }),
});
