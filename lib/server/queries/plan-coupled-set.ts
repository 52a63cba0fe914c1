import type * as z from "zod";
import { planCoupledSet as operation, type PlanStep } from "@/lib/contract/workers";
import { coupledSet } from "@/lib/domain/coupled-set";
import { Refusal } from "@/lib/domain/refusal";
import { rulesForRoutes } from "@/lib/domain/rules-for-routes";
import type { SwitchEdit } from "@/lib/domain/switch-edit";
import { readCoupledItems } from "@/lib/server/inventory/couplings";
import { query } from "@/lib/server/query";
import { switchBoard } from "@/lib/server/switches/switch-board";

type Step = z.infer<typeof PlanStep>;

const edit = ({ level, key, owner }: SwitchEdit): Step["rules"][number] => ({
  level,
  key: key ?? "",
  owner,
});

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

/**
 * Everything that hangs together with something, as one plan: its workers are stopped, then one change
 * moves its routes, then its workers start on the other side one after another. Each step is a change
 * like any other; this plans and writes nothing.
 */
export const planCoupledSet = query(
  { name: "plan-coupled-set", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { snapshot } = await switchBoard(db, program, input.environment);
    const { owners, version } = snapshot;
    const { level, key, to } = input;
    if (to !== owners.legacy && to !== owners.target) {
      throw new Refusal(
        "invalid",
        `${to} is not an owner of ${program.key}: say ${owners.legacy} or ${owners.target}.`,
        [{ field: "to", says: `say ${owners.legacy} or ${owners.target}` }],
      );
    }
    const set = coupledSet(snapshot, { level, key }, await readCoupledItems(db, program.id));
    if (set.routes.length + set.workers.length === 0) {
      throw new Refusal("not-found", `There is no ${level} ${key} in ${snapshot.environment}.`);
    }
    const behind = set.workers.filter((name) => snapshot.workers[name]?.owner !== to);
    const steps: Step[] = [
      ...behind
        .filter((name) => snapshot.workers[name]?.owner !== "off")
        .map(
          (name): Step => ({
            kind: "stop",
            title: `Stop ${name}, on its way to ${to}`,
            rules: [{ level: "worker", key: name, owner: "off", handoff: to }],
            waits: [`${name} to be stopped by whoever runs it, and its queues to run empty`],
          }),
        ),
      ...(set.routes.length === 0
        ? []
        : [
            {
              kind: "switch" as const,
              title: `Switch ${count(set.routes.length, "route")} to ${to}, in one change`,
              rules: rulesForRoutes(snapshot, set.routes, to).map(edit),
              waits: [],
            },
          ]),
      ...behind.map(
        (name): Step => ({
          kind: "start",
          title: `Start ${name} on ${to}`,
          rules: [{ level: "worker", key: name, owner: to }],
          waits: [],
        }),
      ),
    ];
    const unknown = set.queues.filter(({ isKnown }) => !isKnown).map(({ queue }) => queue);
    const warning =
      unknown.length === 0
        ? ""
        : ` What writes to or reads from ${unknown.join(", ")} is not known: the set may be larger.`;
    return {
      version,
      routes: [...set.routes],
      workers: [...set.workers],
      queues: [...set.queues],
      steps,
      says: `${count(set.routes.length, "route")} and ${count(set.workers.length, "worker")} hang together.${warning}`,
    };
  },
);
