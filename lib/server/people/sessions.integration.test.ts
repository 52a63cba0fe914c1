import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as contract from "@/lib/contract/sessions";
import { identify } from "@/lib/server/actor";
import { endOtherSessions } from "@/lib/server/commands/end-other-sessions";
import { endPersonSessions } from "@/lib/server/commands/end-person-sessions";
import { endSession } from "@/lib/server/commands/end-session";
import { proveAgain } from "@/lib/server/commands/prove-again";
import { signIn } from "@/lib/server/commands/sign-in";
import { hashPassword } from "@/lib/server/people/password";
import { removeOldAddresses } from "@/lib/server/people/tidying";
import { listPersonSessions } from "@/lib/server/queries/list-person-sessions";
import { listSessions } from "@/lib/server/queries/list-sessions";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { browserOf } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const somebody = async () => {
  const person = await personWith(runtime.database, "owner");
  if (person.kind !== "person") throw new Error("not a person");
  const at = async () => {
    const headers = await browserOf(runtime, person.id);
    const who = () => identify(new Request("http://localhost/", { headers }));
    const found = await who();
    if (found?.actor.kind !== "person") throw new Error("nobody is signed in");
    return { who, actor: found.actor };
  };
  return { person, at };
};

test("a person sees where they are signed in and ends one of them, which is refused at once", async () => {
  const { at } = await somebody();
  const here = await at();
  const there = await at();
  const { sessions } = await listSessions.run(as(here.actor), {});
  expect(sessions.map(({ isThis }) => isThis).sort()).toEqual([false, true]);
  const session = there.actor.session?.id;
  const ended = await endSession.run(as(here.actor), { session });
  expect(contract.endSession.answer.parse(ended)).toEqual({ id: session });
  expect(await there.who()).toBeNull();
  expect((await here.who())?.actor).toMatchObject({ kind: "person" });
  await expect(
    endSession.run(as(here.actor), { session: there.actor.session?.id }),
  ).rejects.toMatchObject({ code: "not-found" });
});

test("nobody ends somebody else's session", async () => {
  const mine = await (await somebody()).at();
  const theirs = await (await somebody()).at();
  await expect(
    endSession.run(as(mine.actor), { session: theirs.actor.session?.id }),
  ).rejects.toMatchObject({ code: "not-found" });
  expect(await theirs.who()).not.toBeNull();
});

test("the password proves again who it is, a wrong one does not", async () => {
  const { person, at } = await somebody();
  const password = "correct horse battery";
  await runtime.database.person.update({
    where: { id: person.id },
    data: { passwordHash: await hashPassword(password) },
  });
  const { actor, who } = await at();
  await runtime.database.session.update({
    where: { id: actor.session?.id ?? "" },
    data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
  });
  await expect(
    proveAgain.run(as(actor), { password: "wrong horse battery" }),
  ).rejects.toMatchObject({ code: "invalid" });
  const { authenticatedAt } = contract.proveAgain.answer.parse(
    await proveAgain.run(as(actor), { password }),
  );
  const now = (await who())?.actor;
  expect(now?.kind === "person" && now.session?.authenticatedAt?.toISOString()).toBe(
    authenticatedAt,
  );
});

test("when sessions and tokens were last used is known after a while", async () => {
  const { at } = await somebody();
  const { actor, who } = await at();
  const id = actor.session?.id ?? "";
  const long = new Date(Date.now() - 3_600_000);
  await runtime.database.session.update({ where: { id }, data: { lastSeenAt: long } });
  await who();
  await runtime.lastSeen.write(runtime.database);
  const { lastSeenAt } = await runtime.database.session.findUniqueOrThrow({ where: { id } });
  expect(lastSeenAt.getTime()).toBeGreaterThan(long.getTime());
});

test("all others are ended at once, and this one goes on", async () => {
  const { at } = await somebody();
  const here = await at();
  const others = [await at(), await at()];
  expect(await endOtherSessions.run(as(here.actor), {})).toEqual({ ended: 2 });
  for (const { who } of others) expect(await who()).toBeNull();
  expect(await here.who()).not.toBeNull();
});

test("an admin sees and ends the sessions of somebody else, who is told why", async () => {
  const { person, at } = await somebody();
  const handle = person.kind === "person" ? person.handle : "";
  const [one, two] = [await at(), await at()];
  await exampleProgram(runtime.database, `p-${handle}`);
  const listed = contract.listPersonSessions.answer.parse(
    await listPersonSessions.run(as(admin), { person: handle }),
  );
  expect(listed).toMatchObject({ hasSecondFactor: false });
  expect(listed.sessions).toHaveLength(2);
  const reason = "the laptop was stolen";
  const session = one.actor.session?.id;
  expect(await endPersonSessions.run(as(admin), { person: handle, session, reason })).toEqual({
    ended: 1,
  });
  expect(await one.who()).toBeNull();
  expect(await two.who()).not.toBeNull();
  await endPersonSessions.run(as(admin), { person: handle, reason });
  expect(await two.who()).toBeNull();
  await expect(endPersonSessions.run(as(admin), { person: handle, reason })).rejects.toMatchObject({
    code: "not-found",
  });
  const told = await runtime.database.noticeRecipient.findMany({
    where: { person: { handle } },
    include: { notice: true },
  });
  expect(told.map(({ notice }) => notice.says)).toEqual([
    `tests ended one of your sessions: ${reason}`,
    `tests ended one of your sessions: ${reason}`,
  ]);
});

test("an owner sees nobody else's sessions", async () => {
  const { person, at } = await somebody();
  const handle = person.kind === "person" ? person.handle : "";
  const { actor } = await at();
  await expect(
    listPersonSessions.run(as({ ...actor, isAdmin: false }), { person: handle }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("a session says from where it was begun and last seen, for thirty days", async () => {
  const { person } = await somebody();
  const { database, lastSeen, sessionSecret } = runtime;
  const { session } = await signIn.run(as({ kind: "system", name: "sign-in" }), {
    personId: person.id,
    authentication: "password",
    authenticatedAt: null,
    from: "198.51.100.1",
  });
  const token = await encode({
    token: { personId: person.id, sessionId: session },
    secret: sessionSecret,
  });
  const seenFrom = (address: string) =>
    identify(
      new Request("http://localhost/", {
        headers: { cookie: `next-auth.session-token=${token}`, "x-signalbox-address": address },
      }),
    );
  const addresses = async () => {
    await lastSeen.write(database);
    const { sessions } = await listPersonSessions.run(as(admin), { person: person.handle });
    return sessions.map(({ startedFrom, lastSeenFrom }) => [startedFrom, lastSeenFrom]);
  };
  expect(await addresses()).toEqual([["198.51.100.1", "198.51.100.1"]]);
  await seenFrom("2001:db8::7");
  expect(await addresses()).toEqual([["198.51.100.1", "2001:db8::7"]]);
  await seenFrom("");
  expect(await addresses()).toEqual([["198.51.100.1", "2001:db8::7"]]);
  const events = await database.auditEvent.findMany({ where: { action: "sign-in" } });
  expect(JSON.stringify(events)).not.toContain("198.51.100.1");

  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  expect(await removeOldAddresses(database, days(29))).toBe(0);
  expect(await removeOldAddresses(database, days(31))).toBe(1);
  expect(await addresses()).toEqual([[null, null]]);
});
