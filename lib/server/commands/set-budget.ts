import { setBudget as operation } from "@/lib/contract/budgets";
import { budgetView } from "@/lib/server/budgets/budget-rows";
import { refuseBadBudget, writeBudget } from "@/lib/server/budgets/budget-write";
import { command } from "@/lib/server/command";
import { refuseUnrequested } from "@/lib/server/gates/criteria";

/** Makes or changes what a surface may cost. Where an environment is protected it is asked for with a request. */
export const setBudget = command(
  { name: "set-budget", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { budget, version, definition, reason } = input;
    await refuseBadBudget(tx, program.id, definition);
    await refuseUnrequested(tx, program.id, { kind: "budget", budget, version, definition });
    const { was, row } = await writeBudget(
      { tx, actor, now, program },
      { budget, version, definition },
    );
    if (row === null) throw new Error("A budget that was set is there.");
    return {
      event: { subject: { budget }, was, now: definition, reason },
      result: budgetView(row),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
