import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { identify } from "@/lib/server/actor";
import { acceptInvitation } from "@/lib/server/commands/accept-invitation";
import { changePassword } from "@/lib/server/commands/change-password";
import { createTeam } from "@/lib/server/commands/create-team";
import { inviteToProgram } from "@/lib/server/commands/invite-to-program";
import { openAccount } from "@/lib/server/commands/open-account";
import { revokeProgramInvitation } from "@/lib/server/commands/revoke-program-invitation";
import { peopleCast } from "@/lib/server/people/test-people";
import { listMembers } from "@/lib/server/queries/list-members";
import { readInvitation } from "@/lib/server/queries/read-invitation";
import { readPerson } from "@/lib/server/queries/read-person";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { browserOf } from "@/lib/server/test-callers";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "here";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
let manager: Person;
let boss: Person;

const person = async (role: "manager" | "engineer" | "owner" | "viewer" | null) =>
  (await personWith(runtime.database, role, here)) as Person;

const withEmail = async (actor: Person, email: string): Promise<Person> => {
  await runtime.database.person.update({ where: { id: actor.id }, data: { email } });
  return actor;
};

beforeAll(async () => {
  runtime = await startTestRuntime();
  ({ here, manager, boss } = await peopleCast(runtime.database, program));
});
afterAll(() => runtime.close());

const codeOf = (link: string): string => new URL(link).searchParams.get("code") ?? "";
const invite = async (email: string, more: object = {}) =>
  inviteToProgram.run(as(manager), { program, email, role: "engineer", ...more });
const newcomer = (code: string, more: object = {}) => ({
  code,
  handle: `new-${code
    .slice(0, 6)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "x")}`,
  name: "Grace Newcomer",
  password: "correct horse battery",
  ...more,
});
const open = (input: object) =>
  openAccount.run(as({ kind: "system", name: "nobody signed in" }), input);

describe("an invitation", () => {
  test("is stored hashed, its link answered once and nowhere else", async () => {
    const made = await invite("once@example.org");
    const code = codeOf(made.link);
    const stored = await runtime.database.invitation.findMany();
    const events = await runtime.database.auditEvent.findMany({ where: { chain: here } });
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify([stored, events])).not.toContain(code);
    const shown = await readInvitation.run(as({ kind: "system", name: "nobody signed in" }), {
      code,
    });
    expect(shown).toMatchObject({ email: "once@example.org", by: manager.name, role: "engineer" });
  });

  test("becomes a local account with a password, in the role that was granted", async () => {
    const { link } = await invite("Grace@Example.org", { name: "Grace" });
    const account = newcomer(codeOf(link));
    expect(await open(account)).toEqual({ handle: account.handle, program });
    const { members } = await listMembers.run(as(manager), { program });
    expect(members.find(({ handle }) => handle === account.handle)?.roles).toEqual([
      {
        role: "engineer",
        everywhere: false,
        source: "person",
        by: manager.name,
        since: expect.any(String),
      },
    ]);
    expect(await readPerson.run(as(admin), { person: account.handle })).toMatchObject({
      email: "grace@example.org",
      signsInWith: ["password"],
    });
    await expect(open({ ...account, handle: "again" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("used already"),
    });
  });

  test("leaves a password that its holder changes, which ends their sessions elsewhere", async () => {
    const { link } = await invite("changes@example.org");
    await open(newcomer(codeOf(link), { handle: "changes" }));
    const { id } = await runtime.database.person.findUniqueOrThrow({
      where: { handle: "changes" },
    });
    const holder: Person = { ...manager, id, handle: "changes", name: "Changes", roles: [] };
    const browser = await browserOf(runtime, id);
    const change = (current: string, password: string) =>
      changePassword.run(as(holder), { current, password });
    await expect(change("not the password", "correct horse staple")).rejects.toMatchObject({
      reasons: [{ field: "current", says: "This is not your password." }],
    });
    await expect(change("correct horse battery", "password1234")).rejects.toMatchObject({
      reasons: [{ field: "password", says: expect.stringContaining("everybody tries") }],
    });
    expect(await change("correct horse battery", "correct horse staple")).toEqual({ ended: 1 });
    expect(await identify(new Request("http://x/", { headers: browser }))).toBeNull();
    await expect(change("correct horse battery", "another horse staple")).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("used twice at once makes one account", async () => {
    const { link } = await invite("twice@example.org");
    const code = codeOf(link);
    const results = await Promise.allSettled([
      open(newcomer(code, { handle: "left" })),
      open(newcomer(code, { handle: "right" })),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const made = await runtime.database.person.count({ where: { email: "twice@example.org" } });
    expect(made).toBe(1);
  });

  test("is taken by whoever signs in with its address, and nobody else", async () => {
    const { link } = await invite("ada@example.org");
    const code = codeOf(link);
    const mallory = await withEmail(await person(null), "mallory@example.org");
    await expect(acceptInvitation.run(as(mallory), { code })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is for ada@example.org; you are signed in as"),
    });
    const unknown = await person(null);
    await expect(acceptInvitation.run(as(unknown), { code })).rejects.toMatchObject({
      message: expect.stringContaining("with no address"),
    });
    const ada = await withEmail(await person(null), "Ada@Example.org");
    expect(await acceptInvitation.run(as(ada), { code })).toEqual({ program });
    await expect(acceptInvitation.run(as(ada), { code })).rejects.toMatchObject({
      message: expect.stringContaining("used already"),
    });
  });

  test("that is revoked, replaced, expired or made up opens nothing, in words", async () => {
    const { id, link } = await invite("gone@example.org");
    await revokeProgramInvitation.run(as(manager), { program, invitation: id });
    await expect(open(newcomer(codeOf(link)))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("was revoked"),
    });
    const first = await invite("newer@example.org");
    await invite("newer@example.org");
    await expect(open(newcomer(codeOf(first.link)))).rejects.toMatchObject({
      message: expect.stringContaining("newer one took its place"),
    });
    const late = await invite("late@example.org");
    await runtime.database.invitation.update({
      where: { id: late.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    await expect(open(newcomer(codeOf(late.link)))).rejects.toMatchObject({
      message: expect.stringContaining("has expired"),
    });
    await expect(open(newcomer("x".repeat(43)))).rejects.toMatchObject({ code: "not-found" });
  });

  test.each([
    ["a short password", { password: "too short" }, /at least 12/],
    ["a password that everybody tries", { password: "password1234" }, /everybody tries/],
    ["a name with a right-to-left override", { name: "Ada\u202Enimda" }, /direction/],
    ["a name of 300 characters", { name: "x".repeat(300) }, /at most 120/],
    ["a handle that is taken", { handle: "boss" }, /taken|has the handle/],
  ])("with %s is refused, and stays open", async (_, more, words) => {
    const { link } = await invite("careful@example.org");
    const refused = await open(newcomer(codeOf(link), more)).catch((error) => error);
    expect(`${refused.message} ${JSON.stringify(refused.reasons)}`).toMatch(words);
    await expect(readInvitation.run(as(admin), { code: codeOf(link) })).resolves.toMatchObject({
      email: "careful@example.org",
    });
  });

  test("into a team that reaches further than the program is an admin's", async () => {
    await createTeam.run(as(admin), { team: "everywhere" });
    await expect(invite("x@example.org", { teams: ["everywhere"] })).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("An admin decides"),
    });
    const made = await inviteToProgram.run(as(boss), {
      program,
      email: "x@example.org",
      role: "owner",
      teams: ["everywhere"],
    });
    const account = newcomer(codeOf(made.link), { handle: "x" });
    await open(account);
    const { teams } = await readPerson.run(as(admin), { person: "x" });
    expect(teams).toMatchObject([{ team: "everywhere", source: "person", by: "Boss" }]);
  });
});
