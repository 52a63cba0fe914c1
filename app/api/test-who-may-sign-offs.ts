import { createHash, randomUUID } from "node:crypto";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const digest = () => createHash("sha256").update(randomUUID()).digest("hex");
const row = { program, kind: "route", key: "R-1" };

/** Who may vouch for what; whose rows they are is looked at where signing is tested. */
export const signOffRows = (): readonly Row[] => [
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
    when: "it is none",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({ program, signature: randomUUID(), reason: "asked for by the test" }),
    answers: 404,
    isRefused: true,
  },
  {
    operation: "returnSignOff",
    people: "owner engineer manager",
    tokens: "never",
    input: async () => ({ ...row, as: "needs-work", reason: "asked for by the test" }),
  },
  {
    operation: "exportSignatures",
    people: "manager engineer on-call owner",
    tokens: "read admin",
    input: async () => ({ program }),
  },
];
