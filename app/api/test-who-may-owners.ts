import { randomUUID } from "node:crypto";
import { setCodeowners } from "@/lib/server/commands/set-codeowners";
import { admin, as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const reason = "asked for by the test";
const rules = [{ team: "team-a", key: "R-1" }];
const file = { program, text: "* @acme/nobody-here\n", reason };

const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** Two people of the program who may sign, the first of them in a team. */
const pair = async (database: TestDatabase) => {
  const { id: programId } = await database.program.findUniqueOrThrow({ where: { key: program } });
  const [absent, deputy] = [
    await personWith(database, "owner", programId),
    await personWith(database, "owner", programId),
  ];
  if (absent.kind !== "person" || deputy.kind !== "person") throw new Error("not people");
  const key = `team-${randomUUID().slice(0, 8)}`;
  await database.team.create({
    data: { key, name: key, members: { create: { personId: absent.id } } },
  });
  return { programId, absent, deputy };
};

/** Who gives rows to teams, and who arranges the deputies of others; everybody arranges their own. */
export const ownerRows = (database: () => TestDatabase): readonly Row[] => [
  { operation: "readOwners", people: anyRole, tokens: readers, input: async () => ({ program }) },
  {
    operation: "listOwnedRows",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  {
    operation: "assignRows",
    people: "manager engineer",
    tokens: "import admin",
    input: async () => ({
      program,
      team: `team-${randomUUID().slice(0, 8)}`,
      makeTeams: true,
      rows: [{ kind: "route", key: "R-1" }],
      reason,
    }),
  },
  {
    operation: "assignRows",
    when: "as a dry run",
    people: anyRole,
    tokens: readers,
    isPreview: true,
    input: async () => ({
      program,
      team: null,
      rows: [{ kind: "route", key: "R-1" }],
      reason,
      dryRun: true,
    }),
  },
  {
    operation: "setOwnerRules",
    people: "manager engineer",
    tokens: "import admin",
    input: async () => ({ program, rules, makeTeams: true, reason }),
  },
  {
    operation: "setOwnerRules",
    when: "as a dry run",
    people: anyRole,
    tokens: readers,
    isPreview: true,
    input: async () => ({ program, rules, dryRun: true }),
  },
  {
    operation: "setCodeowners",
    people: "manager engineer",
    tokens: "import admin",
    input: async () => file,
  },
  {
    operation: "setCodeowners",
    when: "as a dry run",
    people: anyRole,
    tokens: readers,
    isPreview: true,
    input: async () => ({ ...file, dryRun: true }),
  },
  {
    operation: "readCodeownersFile",
    people: anyRole,
    tokens: readers,
    input: async () => {
      await setCodeowners.run(as(admin), file);
      return { program };
    },
  },
  {
    operation: "removeCodeowners",
    people: "manager engineer",
    tokens: "import admin",
    input: async () => {
      await setCodeowners.run(as(admin), file);
      return { program, reason };
    },
  },
  { operation: "listDeputies", people: anyRole, tokens: readers, input: async () => ({ program }) },
  {
    operation: "addDeputy",
    when: "for somebody else",
    people: "manager",
    tokens: "never",
    input: async () => {
      const { absent, deputy } = await pair(database());
      return {
        program,
        absent: absent.handle,
        deputy: deputy.handle,
        from: inDays(0),
        until: inDays(7),
      };
    },
  },
  {
    operation: "endDeputy",
    when: "of somebody else",
    people: "manager",
    tokens: "never",
    input: async () => {
      const { programId, absent, deputy } = await pair(database());
      const { id } = await database().deputy.create({
        data: {
          programId,
          absentId: absent.id,
          deputyId: deputy.id,
          fromAt: new Date(inDays(-1)),
          untilAt: new Date(inDays(1)),
          createdByName: "the test",
          createdAt: new Date(),
        },
      });
      return { program, deputy: id };
    },
  },
];
