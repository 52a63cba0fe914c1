import { removeBudget as operation } from "@/lib/contract/budgets";
import { writeBudget } from "@/lib/server/budgets/budget-write";
import { command } from "@/lib/server/command";
import { refuseUnrequested } from "@/lib/server/gates/criteria";

/** Removes a budget with what was measured for it; evidence that it came from stays. */
export const removeBudget = command(
  { name: "remove-budget", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { budget, version, reason } = input;
    const edit = { budget, version, definition: null };
    await refuseUnrequested(tx, program.id, { kind: "budget", ...edit });
    const { was } = await writeBudget({ tx, actor, now, program }, edit);
    return {
      event: { subject: { budget }, was, now: null, reason },
      result: { key: budget },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
