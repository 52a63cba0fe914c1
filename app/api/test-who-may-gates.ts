import { randomUUID } from "node:crypto";
import { gateTemplate } from "@/lib/domain/gate-template";
import { askWaiver } from "@/lib/server/commands/ask-waiver";
import { as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const staging = { program, environment: "staging" };
const reason = "asked for by the test";
const capability = "registry";

const definition = () => {
  const [gate] = gateTemplate;
  if (!gate) throw new Error("The template is empty.");
  const { key: _, ...rest } = gate;
  return { ...rest, title: randomUUID() };
};

/** Who may do what with gates and waivers. */
export const gateRows = (database: () => TestDatabase): readonly Row[] => {
  const programId = async (): Promise<string> =>
    (await database().program.findUniqueOrThrow({ where: { key: program } })).id;
  const noWaivers = async (): Promise<void> => {
    await database().waiver.deleteMany({ where: { programId: await programId() } });
  };
  const wanted = () => ({
    ...staging,
    gate: "tests",
    capability,
    reason,
    owner: "team-a",
    until: new Date(Date.now() + 86_400_000).toISOString(),
  });
  /** A waiver that somebody else asked for, and that waits. */
  const asked = async (): Promise<string> => {
    await noWaivers();
    const somebody = await personWith(database(), "owner", await programId());
    const { id } = await askWaiver.run(as(somebody), wanted());
    await database().waiver.update({ where: { id }, data: { state: "asked" } });
    return id;
  };
  const board = async () => ({ ...staging });
  return [
    { operation: "readGateBoard", people: anyRole, tokens: readers, input: board },
    {
      operation: "readGate",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...staging, gate: "tests", capability }),
    },
    {
      operation: "canIFlip",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...staging, capability }),
    },
    {
      operation: "listQualityGates",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    { operation: "listWaivers", people: anyRole, tokens: readers, input: board },
    {
      operation: "previewQualityGate",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ ...staging, definition: definition() }),
    },
    {
      operation: "reviewBoard",
      people: "owner engineer manager",
      tokens: "never",
      input: async () => ({ program, note: "gone through" }),
    },
    {
      operation: "setQualityGate",
      people: "manager",
      tokens: "admin",
      // The program has a protected environment: it is asked for with a request.
      answers: 409,
      isRefused: true,
      input: async () => ({
        program,
        gate: "contract-parity",
        definition: definition(),
        version: 1,
        reason,
      }),
    },
    {
      operation: "addTemplateGates",
      people: "manager",
      tokens: "admin",
      answers: 409,
      isRefused: true,
      input: async () => ({ program, gates: ["fips"], reason }),
    },
    {
      operation: "removeQualityGate",
      people: "manager",
      tokens: "admin",
      answers: 409,
      isRefused: true,
      input: async () => ({ program, gate: "fips", version: 1, reason }),
    },
    {
      operation: "askWaiver",
      people: "owner engineer manager",
      tokens: "never",
      input: async () => {
        await noWaivers();
        return wanted();
      },
    },
    {
      operation: "decideWaiver",
      people: "owner manager",
      tokens: "never",
      input: async () => ({ ...staging, waiver: await asked(), decision: "agree" }),
    },
    {
      operation: "endWaiver",
      people: "owner engineer manager",
      tokens: "never",
      input: async () => ({ ...staging, waiver: await asked(), because: reason }),
    },
  ];
};
