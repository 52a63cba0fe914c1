import * as z from "zod";
import { Key } from "@/lib/contract/words";
import { command } from "@/lib/server/command";
import { endRun } from "@/lib/server/sign-offs/end-run";

const input = z.object({ program: Key, run: z.uuid(), because: z.string().max(2000) });

/** Ends a run of signatures whose signer may sign no more: gone, signed out, without a role or a team. */
export const haltSignOffRun = command(
  { name: "halt-sign-off-run", allow: "installation:manage", input },
  async ({ tx, input: { run, because }, now, program }) => {
    if (!(await endRun(tx, program.id, run, now, because))) {
      return { event: "repeated", result: { run } };
    }
    return {
      event: { subject: { run }, now: { state: "stopped" }, reason: because },
      result: { run },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
