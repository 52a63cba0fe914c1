import { randomUUID } from "node:crypto";
import { createHook } from "@/lib/server/commands/create-hook";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { admin, as } from "@/lib/server/test-actors";
import { signedCall } from "@/lib/server/test-callers";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";
import {
  anyRole,
  family,
  program,
  readers,
  reason,
  staging,
  switchBoard,
} from "./test-switch-board";

/** Who may force legacy, lift it, close its review, and let a monitor do it. */
export const emergencyRows = (database: () => TestDatabase): readonly Row[] => {
  const { change, allLegacy } = switchBoard(database);
  const hook = () =>
    createHook.run(as(admin), { ...staging, name: randomUUID(), kind: "alertmanager" });
  const ofStaging = async () => staging;
  return [
    { operation: "listReviews", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "closeReview",
      people: "owner on-call manager",
      tokens: "never",
      input: async () => {
        await liftForce.run(as(admin), { ...staging, reason });
        await forceLegacy.run(as(admin), { ...staging, reason });
        const open = { closedAt: null, environment: { key: "staging", program: { key: program } } };
        const { id } = await database().review.findFirstOrThrow({ where: open });
        return { ...staging, review: id, outcome: reason };
      },
    },
    { operation: "listHooks", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "createHook",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...staging, name: randomUUID(), kind: "generic" }),
    },
    {
      operation: "revokeHook",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...staging, hook: (await hook()).hook.id }),
    },
    {
      operation: "takeHookDelivery",
      people: "anybody",
      tokens: "anybody",
      // Whoever holds the secret may call; a trial call writes nothing.
      answers: 200,
      input: async () => {
        const made = await createHook.run(as(admin), {
          ...staging,
          name: randomUUID(),
          kind: "generic",
        });
        return { hook: made.hook.id, ...signedCall(made.secret, '{"action":"test"}') };
      },
    },
    {
      operation: "forceLegacy",
      when: "as a dry run",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ ...staging, dryRun: true }),
    },
    {
      operation: "forceLegacy",
      people: "engineer on-call",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        return { ...staging, reason };
      },
    },
    {
      operation: "liftForce",
      when: "where legacy stays the owner",
      people: "engineer on-call",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        await forceLegacy.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
    {
      operation: "liftForce",
      when: "where the target comes back",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        await change(family("go"));
        await forceLegacy.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
  ];
};
