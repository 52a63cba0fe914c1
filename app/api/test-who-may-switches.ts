import { randomUUID } from "node:crypto";
import { addDependency } from "@/lib/server/commands/add-dependency";
import { admin, as } from "@/lib/server/test-actors";
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

const workerAfterFamily = {
  kind: "prerequisite",
  subject: { level: "worker", key: "gc" },
  requires: [{ level: "family", key: "registry" }],
};

/** Who may read and move switches, see clients and couple what belongs together. */
export const switchRows = (database: () => TestDatabase): readonly Row[] => {
  const { expectedVersion, change, allLegacy } = switchBoard(database);
  /** An instance that reported an hour ago, and traffic that it saw. */
  const lostClient = async (): Promise<string> => {
    const { id } = await database().environment.findFirstOrThrow({
      where: { key: "staging", program: { key: program } },
    });
    const seenAt = new Date(Date.now() - 3_600_000);
    const instance = `host-${randomUUID()}`;
    await database().clientInstance.create({
      data: {
        environmentId: id,
        instance,
        runtime: "nginx 1.22",
        client: "agent/1",
        epoch: 1,
        version: 1,
        appliedAt: seenAt,
        firstSeenAt: seenAt,
        lastSeenAt: seenAt,
        localForce: { since: seenAt.toISOString(), reason },
        workers: [{ worker: "gc", owner: "go", state: "running", wantsLease: true }],
        queues: [{ queue: "gc", depth: 3 }],
      },
    });
    const window = { environmentId: id, windowStart: new Date(), route: "R-1" };
    await database().trafficCount.createMany({
      data: [{ ...window, source: "observed", owner: "legacy", count: 3 }],
      skipDuplicates: true,
    });
    return instance;
  };

  const ofProgram = async () => ({ program });
  const ofStaging = async () => staging;
  return [
    { operation: "readSwitches", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "changeSwitches",
      when: "as a preview",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ ...staging, dryRun: true, rules: [family("go")] }),
    },
    {
      operation: "changeSwitches",
      when: "towards the target",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        return {
          ...staging,
          expectedVersion: await expectedVersion(),
          reason,
          rules: [family("go")],
        };
      },
    },
    {
      operation: "changeSwitches",
      when: "back to legacy",
      people: "engineer on-call",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        await change(family("go"));
        return { ...staging, reason, rules: [family("python")] };
      },
    },
    { operation: "listChanges", people: anyRole, tokens: readers, input: ofStaging },
    { operation: "readDelivery", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "listClients",
      people: anyRole,
      tokens: readers,
      input: async () => {
        await lostClient();
        return staging;
      },
    },
    { operation: "listTraffic", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "removeClient",
      people: "engineer on-call manager",
      tokens: "switch admin",
      input: async () => ({ ...staging, instances: [await lostClient()], reason }),
    },
    {
      operation: "readOwnership",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...staging, path: "/nowhere" }),
    },
    { operation: "listWorkers", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "planCoupledSet",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...staging, level: "worker", key: "gc", to: "go" }),
    },
    { operation: "listDependencies", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "addDependency",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, ...workerAfterFamily }),
    },
    {
      operation: "removeDependency",
      people: "manager",
      tokens: "admin",
      // The program has a protected environment: it is asked for with a request.
      answers: 409,
      isRefused: true,
      input: async () => {
        const { id } = await addDependency.run(as(admin), { program, ...workerAfterFamily });
        return { program, dependency: id, reason };
      },
    },
  ];
};
