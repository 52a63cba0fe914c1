import { listWaivers as operation, type WaiverView } from "@/lib/contract/waivers";
import { waiverView } from "@/lib/server/gates/gate-view";
import { gatedEnvironment } from "@/lib/server/gates/waivers";
import { accountsBehind } from "@/lib/server/people/second-person";
import { query } from "@/lib/server/query";

const waiversAtMost = 500;
const order: readonly WaiverView["state"][] = ["overdue", "asked", "active", "refused", "ended"];

/** Gates that are set aside, asked to be, or were; overdue ones first. */
export const listWaivers = query(
  { name: "list-waivers", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }) => {
    const environment = await gatedEnvironment(db, program, input.environment);
    const rows = await db.waiver.findMany({
      where: { programId: program.id, environmentId: environment.id },
      orderBy: { askedAt: "desc" },
      take: waiversAtMost,
    });
    const accounts = await accountsBehind(db, actor);
    const waivers = rows
      .map((row) => waiverView(row, environment.key, accounts, now))
      .filter(
        ({ state }) => !input.state || input.state.length === 0 || input.state.includes(state),
      )
      .sort(
        (one, other) =>
          order.indexOf(one.state) - order.indexOf(other.state) ||
          one.until.localeCompare(other.until),
      );
    return { waivers };
  },
);
