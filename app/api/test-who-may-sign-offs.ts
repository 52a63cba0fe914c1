import { createHash, randomUUID } from "node:crypto";
import type { Shown } from "@/lib/domain/sign-off-shown";
import { packShown } from "@/lib/server/sign-offs/sign-off-subjects";
import { personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const digest = () => createHash("sha256").update(randomUUID()).digest("hex");
const row = { program, kind: "route", key: "R-1" };

/** What a row looked like that somebody signed. */
const shown: Shown = {
  program,
  kind: "route",
  key: "R-2",
  title: "R-2",
  state: "verified-source-anchored",
  to: "verified",
  team: "team-a",
  values: {},
  anchors: [],
  rollbackNote: null,
  retirement: null,
  tests: [],
  contradictions: [],
  rules: {},
};

/** A signature of somebody's, so that there is one to export. */
const storedSignature = async (database: TestDatabase, more = {}): Promise<string> => {
  const { id: programId } = await database.program.findUniqueOrThrow({ where: { key: program } });
  const person = await personWith(database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  const at = new Date();
  const { id } = await database.signature.create({
    data: {
      programId,
      subjectKind: "route",
      subjectKey: "R-2",
      team: "team-a",
      personId: person.id,
      personName: person.name,
      meaning: "reviewed",
      at,
      authentication: "password",
      authenticatedAt: at,
      shown: packShown(shown),
      digest: digest(),
      claims: [],
      wasOpened: true,
      ...more,
    },
  });
  return id;
};

/** Who may vouch for what; whose rows they are is looked at where signing is tested. */
export const signOffRows = (database: () => TestDatabase): readonly Row[] => [
  {
    operation: "listSignOffs",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  { operation: "readSignOff", people: anyRole, tokens: readers, input: async () => row },
  {
    operation: "openSignOff",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({ ...row, digest: digest() }),
  },
  {
    operation: "signOff",
    when: "it changed since",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({ program, subjects: [{ kind: "route", key: "R-1", digest: digest() }] }),
    answers: 201,
  },
  {
    operation: "withdrawSignature",
    when: "it was taken back",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({
      program,
      signature: await storedSignature(database(), { withdrawnAt: new Date() }),
      reason: "asked for by the test",
    }),
    answers: 409,
    isRefused: true,
  },
  {
    operation: "returnSignOff",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({ ...row, as: "needs-work", reason: "asked for by the test" }),
  },
  {
    operation: "listSignOffSubjects",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  { operation: "readSignOffHistory", people: anyRole, tokens: readers, input: async () => row },
  {
    operation: "addRowEvidence",
    people: "owner engineer manager",
    tokens: "import evidence admin",
    input: async () => ({ ...row, add: "anchor", value: `src/${randomUUID()}.py:7` }),
  },
  {
    operation: "advanceRow",
    when: "it moved meanwhile",
    people: "owner engineer manager",
    tokens: "import evidence admin",
    input: async () => ({ ...row, from: "verified" }),
    answers: 409,
    isRefused: true,
  },
  {
    operation: "askForSignature",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => row,
  },
  {
    operation: "settleReturn",
    when: "nobody sent it back",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({ ...row, key: "R-2", says: "asked for by the test" }),
    answers: 409,
    isRefused: true,
  },
  {
    operation: "setDocument",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({
      program,
      kind: "runbook",
      key: `${randomUUID()}.md`,
      revision: "8f2c1ab9",
    }),
  },
  {
    operation: "exportSignatures",
    people: "manager engineer on-call owner",
    tokens: "read admin",
    input: async () => {
      await storedSignature(database());
      return { program };
    },
  },
];
