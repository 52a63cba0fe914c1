import { changeSwitches } from "@/lib/server/commands/change-switches";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { freezeEnvironment } from "@/lib/server/commands/freeze-environment";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { unfreezeEnvironment } from "@/lib/server/commands/unfreeze-environment";
import { readPolicy } from "@/lib/server/queries/read-policy";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";
import { anyRole, program, readers, reason, staging } from "./test-switch-board";

const production = { program, environment: "production" };
const flip = { rules: [{ level: "family", key: "health", owner: "go" }] };

/** Who may ask for a flip, decide it and make it, and set the policy and freezes around it. */
export const requestRows = (database: () => TestDatabase): readonly Row[] => {
  /** Whatever of production is on the target goes back, so that it can be asked for again. */
  const request = async (more: Record<string, unknown> = {}): Promise<{ number: number }> => {
    await changeSwitches.run(as(admin), {
      ...production,
      reason,
      rules: [{ level: "family", key: "health", owner: null }],
    });
    return requestFlip.run(as(admin), { ...production, ...flip, reason, ...more });
  };
  const approved = async (): Promise<number> => {
    const { number } = await request();
    const { id } = await database().program.findUniqueOrThrow({ where: { key: program } });
    const { request: seen } = await readRequest.run(as(admin), { ...production, number });
    await decideRequest.run(as(await personWith(database(), "owner", id)), {
      ...production,
      number,
      revision: seen.revision,
      ground: seen.ground,
      decision: "approve",
    });
    return number;
  };
  const otherPolicy = async (environment: string) => {
    const place = { program, environment };
    const { settings, policyVersion } = await readPolicy.run(as(admin), place);
    const requestHours = (settings.requestHours % 2000) + 1;
    return { policyVersion, settings: { ...settings, requestHours } };
  };

  const ofProgram = async () => ({ program });
  const ofStaging = async () => staging;
  return [
    { operation: "listRequests", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "requestFlip",
      when: "of switches",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        await request();
        return { ...production, ...flip, reason };
      },
    },
    {
      operation: "requestFlip",
      when: "of the policy",
      people: "manager",
      tokens: "admin",
      input: async () => {
        const { settings } = await otherPolicy("production");
        return { ...production, policy: settings, reason };
      },
    },
    {
      operation: "readRequest",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...production, number: await approved() }),
    },
    {
      operation: "editRequest",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        const { number } = await request();
        return { ...production, number, revision: 1, ...flip, reason };
      },
    },
    {
      operation: "decideRequest",
      people: "owner engineer manager",
      tokens: "never",
      input: async () => {
        const { number } = await request();
        const { request: seen } = await readRequest.run(as(admin), { ...production, number });
        const { revision, ground } = seen;
        return { ...production, number, revision, ground, decision: "approve" };
      },
    },
    {
      operation: "applyRequest",
      people: "engineer",
      tokens: "switch admin",
      input: async () => ({ ...production, number: await approved() }),
    },
    {
      operation: "withdrawRequest",
      when: "that somebody else made",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...production, number: (await request()).number, reason }),
    },
    { operation: "readPolicy", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "setPolicy",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...staging, ...(await otherPolicy("staging")), reason }),
    },
    {
      operation: "freezeEnvironment",
      people: "manager",
      tokens: "admin",
      input: async () => {
        await unfreezeEnvironment.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
    {
      operation: "unfreezeEnvironment",
      people: "manager",
      tokens: "admin",
      input: async () => {
        await freezeEnvironment.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
  ];
};
