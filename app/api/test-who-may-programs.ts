import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createToken } from "@/lib/server/commands/create-token";
import { admin, as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";
import { anyRole, program, readers, reason } from "./test-switch-board";

/** Who may see and make programs, read the audit, hand out roles and tokens. */
export const programRows = (database: () => TestDatabase): readonly Row[] => {
  const personHandle = async (role: "viewer" | null): Promise<string> => {
    const { id } = await database().program.findUniqueOrThrow({ where: { key: program } });
    const person = await personWith(database(), role, id);
    if (person.kind !== "person") throw new Error("not a person");
    return person.handle;
  };

  const ofProgram = async () => ({ program });
  return [
    { operation: "readMe", people: "anybody", tokens: "anybody", input: async () => ({}) },
    { operation: "listPrograms", people: "anybody", tokens: "anybody", input: async () => ({}) },
    {
      operation: "createProgram",
      people: "",
      tokens: "nowhere",
      input: async () => ({ key: `p-${randomUUID().slice(0, 8)}`, legacy: "php", target: "java" }),
    },
    { operation: "readProgram", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "watchProgram", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readOverview", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readReadiness", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readProgress", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readFigures", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readMatrix", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readMatrixRows", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readMatrixGates", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "listAudit",
      people: "owner engineer on-call manager",
      tokens: "read admin",
      input: ofProgram,
    },
    {
      operation: "exportAudit",
      people: "owner engineer on-call manager",
      tokens: "read admin",
      input: ofProgram,
    },
    {
      operation: "verifyAudit",
      people: "owner engineer on-call manager",
      tokens: "read admin",
      input: ofProgram,
    },
    { operation: "listMembers", people: anyRole, tokens: "read admin", input: ofProgram },
    {
      operation: "grantRole",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, handle: await personHandle(null), role: "viewer" }),
    },
    {
      operation: "revokeRole",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, handle: await personHandle("viewer"), role: "viewer" }),
    },
    { operation: "listTokens", people: "manager", tokens: "admin", input: ofProgram },
    {
      operation: "createToken",
      when: "that reads",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, name: "dashboard", scopes: ["read"] }),
    },
    {
      operation: "createToken",
      when: "that flips",
      people: "",
      tokens: "admin",
      input: async () => ({ program, name: "deployer", scopes: ["switch"] }),
    },
    {
      operation: "revokeToken",
      people: "manager",
      tokens: "admin",
      input: async () => {
        const made = await createToken.run(as(admin), { program, name: "gone", scopes: ["read"] });
        return { program, token: made.id };
      },
    },
    {
      operation: "raiseEpochs",
      people: "",
      tokens: "nowhere",
      input: async () => ({ reason }),
    },
    {
      operation: "claimFirstAdmin",
      people: "anybody",
      tokens: "anybody",
      // Anybody may try; here there is an admin already.
      answers: 409,
      input: async () => {
        const code = randomBytes(20).toString("hex");
        await database().installation.updateMany({
          data: {
            firstAdminHash: createHash("sha256").update(code).digest("hex"),
            firstAdminUntil: new Date(Date.now() + 60_000),
          },
        });
        return { code, handle: "first", name: "First", password: "long enough to be one" };
      },
    },
  ];
};
