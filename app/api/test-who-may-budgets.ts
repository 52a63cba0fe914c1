import { randomUUID } from "node:crypto";
import { setMetricServer } from "@/lib/server/commands/set-metric-server";
import { startBaseline } from "@/lib/server/commands/start-baseline";
import { admin, as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const staging = { program, environment: "staging" };
const reason = "asked for by the test";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const definition = { surface: "pulls", threshold: "P95 <= baseline + 10%" };

/** Who may do what with budgets, baselines and metric servers. */
export const budgetRows = (database: () => TestDatabase): readonly Row[] => {
  const budget = async (): Promise<{ id: string; key: string }> => {
    const { id: programId } = await database().program.findUniqueOrThrow({
      where: { key: program },
    });
    return database().budget.create({
      data: {
        ...definition,
        programId,
        key: `PB-${randomUUID()}`,
        changedAt: new Date(),
        changedByName: "tests",
      },
    });
  };

  /** A window of a day that is being collected, in which legacy was measured once. */
  const collecting = async () => {
    const { id, key } = await budget();
    const { id: baseline } = await startBaseline.run(as(admin), {
      ...staging,
      budget: key,
      days: 1,
    });
    const { environmentId, startsAt } = await database().baseline.findUniqueOrThrow({
      where: { id: baseline },
    });
    const at = new Date(startsAt.getTime() + 1);
    await database().measurement.create({
      data: {
        budgetId: id,
        environmentId,
        side: "legacy",
        at,
        seconds: 60,
        source: "generic",
        samples: 300,
        values: { p95: 100 },
      },
    });
    return { ...staging, budget: key, baseline, reason };
  };

  // The port of nothing: asking it is refused at once.
  const url = "http://127.0.0.1:9";
  const server = async (): Promise<string> => {
    const name = `prometheus-${randomUUID().slice(0, 8)}`;
    await setMetricServer.run(as(admin), { program, server: name, url });
    return name;
  };

  const ofBudget =
    (more: object = {}) =>
    async () => ({
      ...staging,
      budget: (await budget()).key,
      ...more,
    });
  const managers = { people: "manager", tokens: "admin" } as const;
  const everybody = { people: anyRole, tokens: readers } as const;
  return [
    { operation: "listBudgets", ...everybody, input: async () => ({ program }) },
    { operation: "readBudget", ...everybody, input: ofBudget() },
    {
      operation: "setBudget",
      when: "where an environment is protected",
      ...managers,
      // It is asked for with a request instead; whoever may not is told before.
      answers: 409,
      isRefused: true,
      input: async () => ({
        program,
        budget: `PB-${randomUUID()}`,
        definition,
        version: 0,
        reason,
      }),
    },
    {
      operation: "removeBudget",
      when: "where an environment is protected",
      ...managers,
      answers: 409,
      isRefused: true,
      input: async () => ({ program, budget: (await budget()).key, version: 1, reason }),
    },
    { operation: "startBaseline", ...managers, input: ofBudget() },
    { operation: "closeBaseline", ...managers, input: collecting },
    { operation: "abandonBaseline", ...managers, input: collecting },
    { operation: "listMetricServers", ...everybody, input: async () => ({ program }) },
    {
      operation: "setMetricServer",
      ...managers,
      input: async () => ({ program, server: `prometheus-${randomUUID().slice(0, 8)}`, url }),
    },
    {
      operation: "removeMetricServer",
      ...managers,
      input: async () => ({ program, server: await server() }),
    },
    {
      operation: "previewMetricQuery",
      ...managers,
      isPreview: true,
      input: async () => ({
        program,
        server: await server(),
        metric: "p95",
        unit: "s",
        query: "up",
      }),
    },
  ];
};
