import { randomUUID } from "node:crypto";
import { createGroupMapping } from "@/lib/server/commands/create-group-mapping";
import { createServiceAccount } from "@/lib/server/commands/create-service-account";
import { createTeam } from "@/lib/server/commands/create-team";
import { createToken } from "@/lib/server/commands/create-token";
import { deactivatePerson } from "@/lib/server/commands/deactivate-person";
import { inviteToProgram } from "@/lib/server/commands/invite-to-program";
import { storeReset } from "@/lib/server/people/password-resets";
import { readAccess } from "@/lib/server/queries/read-access";
import { admin, as, personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const reason = "asked for by the test";
const name = (): string => `n-${randomUUID().slice(0, 12)}`;
const address = (): string => `${name()}@example.org`;
const nobodyButAdmins = { people: "", tokens: "nowhere" };
const managers = { people: "manager", tokens: "admin" };

/** Who may decide about people, their teams and their access. */
export const peopleRows = (database: () => TestDatabase): readonly Row[] => {
  const someone = async (): Promise<string> => {
    const person = await personWith(database(), "viewer");
    if (person.kind !== "person") throw new Error("not a person");
    return person.handle;
  };
  const team = async (): Promise<string> => (await createTeam.run(as(admin), { team: name() })).key;
  /** A team that owns a row of this program alone. */
  const ownTeam = async (): Promise<string> => {
    const key = await team();
    const { id: programId } = await database().program.findUniqueOrThrow({
      where: { key: program },
    });
    const { id: teamId } = await database().team.findUniqueOrThrow({ where: { key } });
    await database().item.create({
      data: {
        programId,
        teamId,
        kind: "tool",
        key: name(),
        title: "a tool",
        verification: "planned",
        isSwitchable: false,
      },
    });
    return key;
  };
  const invited = async (): Promise<{ id: string; code: string }> => {
    const { id, link } = await inviteToProgram.run(as(admin), {
      program,
      email: address(),
      role: "viewer",
    });
    return { id, code: new URL(link).searchParams.get("code") ?? "" };
  };
  const withPassword = async () =>
    database().person.create({
      data: { handle: name(), name: "Local", passwordHash: "scrypt$1$YQ$YQ" },
    });
  const resetLink = async (): Promise<{ handle: string; code: string }> => {
    const { id, handle } = await withPassword();
    const now = new Date();
    const { link } = await database().$transaction((tx) =>
      storeReset(tx, id, { id, name: "tests" }, new Date(now.getTime() + 3_600_000), now),
    );
    return { handle, code: new URL(link).searchParams.get("code") ?? "" };
  };
  const mapping = async () => ({ provider: "oidc", group: name(), team: await team() });
  const service = async (): Promise<string> =>
    (await createServiceAccount.run(as(admin), { program, handle: name(), name: "CI" })).handle;

  return [
    { operation: "listPeople", ...nobodyButAdmins, input: async () => ({}) },
    {
      operation: "readPerson",
      ...nobodyButAdmins,
      input: async () => ({ person: await someone() }),
    },
    {
      operation: "readDeactivation",
      ...nobodyButAdmins,
      input: async () => ({ person: await someone() }),
    },
    {
      operation: "deactivatePerson",
      ...nobodyButAdmins,
      input: async () => ({ person: await someone(), reason }),
    },
    {
      operation: "reactivatePerson",
      ...nobodyButAdmins,
      input: async () => {
        const person = await someone();
        await deactivatePerson.run(as(admin), { person, reason });
        return { person, reason };
      },
    },
    {
      operation: "setAdmin",
      ...nobodyButAdmins,
      input: async () => ({ person: await someone(), isAdmin: true, reason }),
    },
    {
      operation: "confirmAccount",
      people: "",
      tokens: "never",
      input: async () => {
        const admins = await database().person.findMany({ where: { isAdmin: true } });
        const { id, handle } = await withPassword();
        await database().accountHold.create({
          data: {
            personId: id,
            because: "password",
            byName: "tests",
            at: new Date(),
            admins: admins.map((each) => each.id),
          },
        });
        return { person: handle, reason };
      },
    },
    { operation: "listTeams", ...nobodyButAdmins, input: async () => ({}) },
    {
      operation: "listProgramTeams",
      people: anyRole,
      tokens: "read admin",
      input: async () => ({ program }),
    },
    { operation: "createTeam", ...nobodyButAdmins, input: async () => ({ team: name() }) },
    {
      operation: "editTeam",
      ...nobodyButAdmins,
      input: async () => ({ team: await team(), add: [await someone()] }),
    },
    { operation: "removeTeam", ...nobodyButAdmins, input: async () => ({ team: await team() }) },
    {
      operation: "changeTeamMembers",
      ...managers,
      input: async () => ({ program, team: await ownTeam(), add: [await someone()] }),
    },
    { operation: "listGroupMappings", ...nobodyButAdmins, input: async () => ({}) },
    { operation: "createGroupMapping", ...nobodyButAdmins, input: mapping },
    {
      operation: "removeGroupMapping",
      ...nobodyButAdmins,
      input: async () => ({
        mapping: (await createGroupMapping.run(as(admin), await mapping())).id,
      }),
    },
    {
      operation: "inviteToProgram",
      ...managers,
      input: async () => ({ program, email: address(), role: "viewer" }),
    },
    {
      operation: "inviteToInstallation",
      ...nobodyButAdmins,
      input: async () => ({ email: address() }),
    },
    { operation: "listProgramInvitations", ...managers, input: async () => ({ program }) },
    { operation: "listInvitations", ...nobodyButAdmins, input: async () => ({}) },
    {
      operation: "revokeProgramInvitation",
      ...managers,
      input: async () => ({ program, invitation: (await invited()).id }),
    },
    {
      operation: "revokeInvitation",
      ...nobodyButAdmins,
      input: async () => ({ invitation: (await invited()).id }),
    },
    {
      operation: "readInvitation",
      people: "anybody",
      tokens: "anybody",
      isPreview: true,
      input: async () => ({ code: (await invited()).code }),
    },
    {
      operation: "acceptInvitation",
      when: "there is none",
      people: "anybody",
      tokens: "anybody",
      answers: 404,
      isRefused: true,
      input: async () => ({ code: `${randomUUID()}${randomUUID()}` }),
    },
    {
      operation: "openAccount",
      people: "anybody",
      tokens: "anybody",
      input: async () => ({
        code: (await invited()).code,
        handle: name(),
        name: "Newcomer",
        password: "correct horse battery",
      }),
    },
    {
      operation: "changePassword",
      when: "the password until now is wrong",
      people: "anybody",
      tokens: "anybody",
      answers: 422,
      isRefused: true,
      input: async () => ({ current: "not the password", password: "correct horse battery" }),
    },
    {
      operation: "makePasswordReset",
      people: "",
      tokens: "never",
      input: async () => ({ person: (await withPassword()).handle, reason }),
    },
    {
      operation: "endPasswordReset",
      ...nobodyButAdmins,
      input: async () => {
        const { handle } = await resetLink();
        return { person: handle };
      },
    },
    {
      operation: "readPasswordReset",
      people: "anybody",
      tokens: "anybody",
      isPreview: true,
      input: async () => ({ code: (await resetLink()).code }),
    },
    {
      operation: "choosePassword",
      people: "anybody",
      tokens: "anybody",
      input: async () => ({
        code: (await resetLink()).code,
        password: "correct horse battery",
      }),
    },
    { operation: "listServiceAccounts", ...managers, input: async () => ({ program }) },
    {
      operation: "createServiceAccount",
      ...managers,
      input: async () => ({ program, handle: name(), name: "CI" }),
    },
    {
      operation: "retireServiceAccount",
      ...managers,
      input: async () => ({ program, handle: await service() }),
    },
    {
      operation: "setTokenOwner",
      ...managers,
      input: async () => {
        const token = await createToken.run(as(admin), { program, name: "ci", scopes: ["read"] });
        return { program, token: token.id, owner: await service() };
      },
    },
    { operation: "readAccess", ...managers, input: async () => ({ program }) },
    {
      operation: "reviewAccess",
      people: "manager",
      tokens: "never",
      input: async () => {
        const { digest } = await readAccess.run(as(admin), { program });
        return { program, digest };
      },
    },
  ];
};
