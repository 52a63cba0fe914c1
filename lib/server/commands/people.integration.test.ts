import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { identify } from "@/lib/server/actor";
import { changeTeamMembers } from "@/lib/server/commands/change-team-members";
import { createServiceAccount } from "@/lib/server/commands/create-service-account";
import { createTeam } from "@/lib/server/commands/create-team";
import { createToken } from "@/lib/server/commands/create-token";
import { deactivatePerson } from "@/lib/server/commands/deactivate-person";
import { inviteToProgram } from "@/lib/server/commands/invite-to-program";
import { reactivatePerson } from "@/lib/server/commands/reactivate-person";
import { removeTeam } from "@/lib/server/commands/remove-team";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { retireServiceAccount } from "@/lib/server/commands/retire-service-account";
import { reviewAccess } from "@/lib/server/commands/review-access";
import { setAdmin } from "@/lib/server/commands/set-admin";
import { setTokenOwner } from "@/lib/server/commands/set-token-owner";
import { signIn } from "@/lib/server/commands/sign-in";
import { peopleCast } from "@/lib/server/people/test-people";
import { listMembers } from "@/lib/server/queries/list-members";
import { listProgramInvitations } from "@/lib/server/queries/list-program-invitations";
import { listTokens } from "@/lib/server/queries/list-tokens";
import { readAccess } from "@/lib/server/queries/read-access";
import { readDeactivation } from "@/lib/server/queries/read-deactivation";
import { readPerson } from "@/lib/server/queries/read-person";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { bearer, browserOf } from "@/lib/server/test-callers";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "here";
const reason = "asked for by the test";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
let manager: Person;
let boss: Person;

const person = async (role: "manager" | "engineer" | "owner" | "viewer" | null) =>
  (await personWith(runtime.database, role, here)) as Person;

beforeAll(async () => {
  runtime = await startTestRuntime();
  ({ here, manager, boss } = await peopleCast(runtime.database, program));
});
afterAll(() => runtime.close());

describe("a team", () => {
  test("that owns rows of the program alone is filled by its managers, never with themselves", async () => {
    await createTeam.run(as(admin), { team: "own" });
    const { id: teamId } = await runtime.database.team.findUniqueOrThrow({ where: { key: "own" } });
    await runtime.database.item.updateMany({
      where: { programId: here, key: "R-1" },
      data: { teamId },
    });
    const other = await person("owner");
    const change = { program, team: "own" };
    const changed = await changeTeamMembers.run(as(manager), { ...change, add: [other.handle] });
    expect(changed.members.map(({ handle }) => handle)).toEqual([other.handle]);
    await expect(
      changeTeamMembers.run(as(manager), { ...change, add: [manager.handle] }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeTeam.run(as(admin), { team: "own" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("owns a row of here"),
    });
  });
});

describe("deactivation", () => {
  test("lists what it ends, ends it at once, and keeps the name", async () => {
    const leaver = await person("engineer");
    await createTeam.run(as(admin), { team: "lonely" });
    const { id: teamId } = await runtime.database.team.findUniqueOrThrow({
      where: { key: "lonely" },
    });
    await runtime.database.teamMember.create({ data: { teamId, personId: leaver.id } });
    await runtime.database.item.updateMany({
      where: { programId: here, key: "R-2" },
      data: { teamId },
    });
    const token = await createToken.run(as({ ...leaver, isAdmin: true }), {
      program,
      name: "their script",
      scopes: ["read"],
    });
    await requestFlip.run(as(leaver), {
      program,
      environment: "production",
      reason,
      rules: [{ level: "family", key: "health", owner: "go" }],
    });
    const browser = await browserOf(runtime, leaver.id);
    const request = () => new Request("http://x/api/v1/me", { headers: browser });
    expect((await identify(request()))?.actor).toMatchObject({ handle: leaver.handle });

    expect(await readDeactivation.run(as(admin), { person: leaver.handle })).toMatchObject({
      objection: null,
      sessions: 1,
      tokens: [{ name: "their script", program }],
      emptyTeams: [{ team: "lonely", rows: [{ program, count: 1 }] }],
      requests: [{ program, environment: "production", number: 1 }],
    });
    const done = await deactivatePerson.run(as(boss), { person: leaver.handle, reason });
    expect(done.account.deactivatedAt).not.toBeNull();
    expect(await identify(request())).toBeNull();
    await expect(
      identify(new Request("http://x/", { headers: bearer(token.secret) })),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(
      signIn.run(as({ kind: "system", name: "sign-in" }), {
        personId: leaver.id,
        authentication: "password",
        authenticatedAt: null,
      }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const { members } = await listMembers.run(as(manager), { program });
    expect(members.map(({ handle }) => handle)).not.toContain(leaver.handle);
    const { tokens } = await listTokens.run(as(manager), { program });
    expect(tokens.find(({ id }) => id === token.id)?.by).toBe(leaver.name);

    const again = await reactivatePerson.run(as(boss), { person: leaver.handle, reason });
    expect(again).toMatchObject({ deactivatedAt: null, roles: [{ role: "engineer" }] });
    expect(await identify(request())).toBeNull();
    const { history } = await readPerson.run(as(admin), { person: leaver.handle });
    expect(history.map(({ action, by }) => `${action} by ${by}`).slice(0, 2)).toEqual([
      "reactivate-person by Boss",
      "deactivate-person by Boss",
    ]);
  });

  test("closes the invitations that they made, also with a token, and nobody else's", async () => {
    const leaver = await person("manager");
    const invite = (by: Actor, email: string) =>
      inviteToProgram.run(as(by), { program, email, role: "viewer" });
    const script = await createToken.run(as({ ...leaver, isAdmin: true }), {
      program,
      name: "their admin script",
      scopes: ["admin"],
    });
    const found = await identify(new Request("http://x/", { headers: bearer(script.secret) }));
    if (!found) throw new Error("the token is not known");
    const open = [
      await invite(leaver, "a@example.org"),
      await invite(found.actor, "b@example.org"),
    ];
    const other = await invite(manager, "c@example.org");
    const shown = await readDeactivation.run(as(admin), { person: leaver.handle });
    expect(shown.invitations).toMatchObject([
      { email: "a@example.org", program, role: "viewer" },
      { email: "b@example.org" },
    ]);
    await deactivatePerson.run(as(boss), { person: leaver.handle, reason });
    const { invitations } = await listProgramInvitations.run(as(manager), { program });
    const stateOf = (id: string) => invitations.find((each) => each.id === id)?.state;
    expect(open.map(({ id }) => stateOf(id))).toEqual(["revoked", "revoked"]);
    expect(stateOf(other.id)).toBe("open");
    const [event] = await runtime.database.auditEvent.findMany({
      where: { action: "deactivate-person" },
      orderBy: { sequence: "desc" },
      take: 1,
    });
    expect(event?.after).toMatchObject({
      invitationsRevoked: [{ email: "a@example.org", program }, { email: "b@example.org" }],
    });
  });

  test("of the last admin is refused, and of oneself", async () => {
    await expect(deactivatePerson.run(as(admin), { person: "boss", reason })).rejects.toMatchObject(
      { code: "conflict", message: expect.stringContaining("last admin") },
    );
    await expect(
      setAdmin.run(as(admin), { person: "boss", isAdmin: false, reason }),
    ).rejects.toMatchObject({ message: expect.stringContaining("last admin") });
    const second = await person(null);
    await setAdmin.run(as(boss), { person: second.handle, isAdmin: true, reason });
    await expect(deactivatePerson.run(as(boss), { person: "boss", reason })).rejects.toMatchObject({
      message: expect.stringContaining("Ask another admin"),
    });
    await expect(
      deactivatePerson.run(as({ ...boss, id: second.id }), { person: "boss", reason }),
    ).resolves.toMatchObject({ ended: { objection: null } });
    await reactivatePerson.run(as(admin), { person: "boss", reason });
  });
});

test("a token's last use is never put back, whoever tells of an earlier one", async () => {
  const { database, lastSeen } = runtime;
  const { id } = await createToken.run(as(manager), { program, name: "edge's", scopes: ["plane"] });
  const { hash } = await database.token.findUniqueOrThrow({ where: { id } });
  const at = (seconds: number) => new Date(Date.parse("2026-11-01T10:00:00Z") + seconds * 1000);
  const lastUsed = async () => {
    await lastSeen.write(database);
    const { tokens } = await listTokens.run(as(manager), { program });
    return tokens.find((token) => token.id === id)?.lastUsedAt;
  };
  lastSeen.note("token hash", hash, { at: at(60) });
  lastSeen.note("token hash", hash, { at: at(30) });
  expect(await lastUsed()).toBe(at(60).toISOString());
  lastSeen.note("token hash", hash, { at: at(45) });
  expect(await lastUsed()).toBe(at(60).toISOString());
  lastSeen.note("token hash", hash, { at: at(90) });
  expect(await lastUsed()).toBe(at(90).toISOString());
});

describe("a service account", () => {
  test("owns tokens, cannot sign in, and takes its tokens with it", async () => {
    const handle = "ci-bot";
    await createServiceAccount.run(as(manager), { program, handle, name: "CI of registry" });
    const own = await createToken.run(as(manager), {
      program,
      name: "ci",
      scopes: ["evidence"],
      owner: handle,
    });
    expect(own.owner).toEqual({ handle, name: "CI of registry", isService: true, isActive: true });
    const { id } = await runtime.database.person.findUniqueOrThrow({ where: { handle } });
    await expect(
      signIn.run(as({ kind: "system", name: "sign-in" }), {
        personId: id,
        authentication: "password",
        authenticatedAt: null,
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining("cannot sign in") });
    const { members } = await listMembers.run(as(manager), { program });
    expect(members.map((member) => member.handle)).not.toContain(handle);
    const mine = await createToken.run(as(manager), { program, name: "old", scopes: ["read"] });
    expect(mine.owner?.handle).toBe(manager.handle);
    const moved = await setTokenOwner.run(as(manager), { program, token: mine.id, owner: handle });
    expect(moved.owner?.handle).toBe(handle);
    await expect(
      setTokenOwner.run(as(manager), { program, token: mine.id, owner: "boss" }),
    ).rejects.toMatchObject({ code: "not-found" });
    await retireServiceAccount.run(as(manager), { program, handle });
    await expect(
      identify(new Request("http://x/", { headers: bearer(own.secret) })),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("when a token was last used is written now and then, and shown", async () => {
    const made = await createToken.run(as(manager), { program, name: "used", scopes: ["read"] });
    const seen = async () =>
      (await listTokens.run(as(manager), { program })).tokens.find(({ id }) => id === made.id);
    expect((await seen())?.lastUsedAt).toBeNull();
    await identify(new Request("http://x/", { headers: bearer(made.secret) }));
    await runtime.lastSeen.write(runtime.database);
    expect(Date.parse((await seen())?.lastUsedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });
});

describe("the access review", () => {
  test("says who could do what, who did, and since when it is unused", async () => {
    const engineer = await person("engineer");
    await requestFlip.run(as(engineer), {
      program,
      environment: "production",
      reason,
      rules: [{ level: "family", key: "registry", owner: "go" }],
    });
    await expect(
      inviteToProgram.run(as(engineer), { program, email: "no@example.org", role: "viewer" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const { people, tokens } = await readAccess.run(as(manager), { program });
    const found = people.find(({ handle }) => handle === engineer.handle);
    expect(found?.roles).toMatchObject([{ role: "engineer", lastUsedAt: expect.any(String) }]);
    expect(found?.may).toContain("switch:flip");
    expect(found?.did).toMatchObject([
      { permission: "switch:flip", accepted: 1, denied: 0 },
      { permission: "people:manage", accepted: 0, denied: 1 },
    ]);
    const idle = await person("owner");
    const again = await readAccess.run(as(manager), { program });
    expect(again.people.find(({ handle }) => handle === idle.handle)).toMatchObject({
      roles: [{ role: "owner", lastUsedAt: null, canBeUsed: true }],
      did: [],
      lastActAt: null,
    });
    expect(tokens.every(({ revokedAt }) => revokedAt === null)).toBe(true);
  });

  test("is confirmed for exactly what was shown, by a person, and stands in the record", async () => {
    const { digest } = await readAccess.run(as(manager), { program });
    await personWith(runtime.database, "viewer", here);
    await expect(reviewAccess.run(as(manager), { program, digest })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("changed since"),
    });
    const now = await readAccess.run(as(manager), { program });
    await reviewAccess.run(as(manager), { program, digest: now.digest, note: "third quarter" });
    const { reviews } = await readAccess.run(as(manager), { program });
    expect(reviews).toMatchObject([
      { by: manager.name, note: "third quarter", digest: now.digest, people: now.people.length },
    ]);
    await expect(
      reviewAccess.run(as(admin), { program, digest: now.digest }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
