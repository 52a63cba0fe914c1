import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { Actor } from "@/lib/domain/permissions";
import { signOff } from "@/lib/server/commands/sign-off";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { noStalenessLooks, recordDueStaleness } from "@/lib/server/sign-offs/staleness-due";
import { as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let count = 0;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const key = "ROUTE-000000";
const contractTest = `PT-${key}`;

/** A program of three rows that are ready, and its rules of signatures. */
const ready = async (rules: object = {}) => {
  count += 1;
  const program = `stands-${count}`;
  const programId = await signOffProgram(runtime.database, program, 3, { batches: [3] });
  await runtime.database.program.update({
    where: { id: programId },
    data: { signOffRules: rules },
  });
  const signer = () => signerOf(runtime.database, programId);
  const read = (actor: Actor) => readSignOff.run(as(actor), { program, kind: "route", key });
  const sign = async (actor: Actor) => {
    const { digest } = await read(actor);
    return signOff.run(as(actor), { program, subjects: [{ kind: "route", key, digest }] });
  };
  const signed = async (actor: Actor): Promise<string> => {
    const { signed: made, refused } = await sign(actor);
    expect(refused).toEqual([]);
    return made[0]?.signature ?? "";
  };
  const withdraw = (actor: Actor, signature: string) =>
    withdrawSignature.run(as(actor), { program, signature, reason: "I was wrong about it." });
  const change = async (data: object) => {
    const row = { programId_kind_key: { programId, kind: "route" as const, key } };
    await runtime.database.item.update({ where: row, data: { ...data, updatedAt: new Date() } });
  };
  return { program, programId, signer, read, sign, signed, withdraw, change };
};

const ofTeam = async (person: Person, team: string): Promise<Person> => {
  await runtime.database.teamMember.deleteMany({ where: { personId: person.id } });
  const { id: teamId } = await runtime.database.team.findUniqueOrThrow({ where: { key: team } });
  await runtime.database.teamMember.create({ data: { teamId, personId: person.id } });
  return { ...person, teams: [team] };
};

test("a row that two teams signed is verified no more when the first of them takes theirs back", async () => {
  const { signer, read, signed, withdraw } = await ready({ alsoTeams: ["team-1"] });
  const one = await signer();
  const other = await ofTeam(await signer(), "team-1");
  const first = await signed(one);
  await signed(other);
  expect((await read(one)).state).toBe("verified");
  await withdraw(one, first);
  expect((await read(one)).state).toBe("verified-source-anchored");
});

test("a row that was signed again is verified no more when that signature is taken back", async () => {
  const { signer, read, signed, withdraw, change } = await ready();
  const [one, other] = [await signer(), await signer()];
  const first = await signed(one);
  await change({ path: "/elsewhere" });
  const second = await signed(other);
  await withdraw(one, first);
  expect(await read(one)).toMatchObject({ state: "verified", waits: "done" });
  await withdraw(other, second);
  expect((await read(one)).state).toBe("verified-source-anchored");
  await signed(one);
  expect(await read(one)).toMatchObject({ state: "verified", waits: "done" });
});

test("a signature that another took the place of does not stand again when its value comes back", async () => {
  const { signer, read, signed, change } = await ready();
  const [one, other] = [await signer(), await signer()];
  const { path } = await read(one);
  await signed(one);
  await change({ path: "/elsewhere" });
  await signed(other);
  await change({ path });
  expect(await read(one)).toMatchObject({ waits: "stale", objection: null });
  await signed(one);
  expect(await read(one)).toMatchObject({ waits: "done" });
});

test("a signature is stale when the test that it was given on is no test of the row any more", async () => {
  const { program, programId, signer, read, signed } = await ready();
  const one = await signer();
  await signed(one);
  const looks = noStalenessLooks(new Date());
  const { id } = await runtime.database.item.findUniqueOrThrow({
    where: { programId_kind_key: { programId, kind: "route", key } },
  });
  await runtime.database.contractTest.updateMany({
    where: { itemId: id, key: contractTest },
    data: { key: "PT-ROUTE-RENAMED" },
  });
  const row = await read(one);
  expect(row.waits).toBe("stale");
  expect(row.signatures[0]?.stale).toEqual([`${contractTest} is no test of it any more.`]);
  for (let round = 1; round < 6; round += 1) {
    await recordDueStaleness(runtime.database, new Date(Date.now() + round * 20_000), looks);
  }
  expect(await runtime.database.signature.count({ where: { programId, staleAt: null } })).toBe(0);
  expect(program).toBeTruthy();
});

test("the first signature of a session is proven in that session, whatever was signed in another", async () => {
  const { signer, sign, programId } = await ready();
  const here = await signer();
  await sign(here);
  const startedAt = new Date(Date.now() - 3_600_000);
  const times = { startedAt, authenticatedAt: startedAt, factorAt: null };
  const elsewhere = { ...here, session: { id: randomUUID(), ...times } };
  await runtime.database.session.create({
    data: {
      ...times,
      id: elsewhere.session.id,
      personId: here.id,
      authentication: "password",
      lastSeenAt: startedAt,
    },
  });
  await runtime.database.signature.updateMany({
    where: { programId },
    data: { withdrawnAt: new Date() },
  });
  await expect(sign(elsewhere)).rejects.toMatchObject({ code: "needs-proof" });
});

test.each<[string, (person: Person) => Promise<unknown>, object]>([
  [
    "left the team",
    ({ id }) => runtime.database.teamMember.deleteMany({ where: { personId: id } }),
    { says: "It is team-0's: somebody of that team signs it." },
  ],
  [
    "lost the role",
    ({ id }) => runtime.database.membership.deleteMany({ where: { personId: id } }),
    { code: "forbidden" },
  ],
  [
    "was signed out",
    ({ id }) =>
      runtime.database.session.updateMany({
        where: { personId: id },
        data: { endedAt: new Date() },
      }),
    { code: "unauthenticated" },
  ],
  [
    "lost the account",
    ({ id }) =>
      runtime.database.person.update({ where: { id }, data: { deactivatedAt: new Date() } }),
    { code: "unauthenticated" },
  ],
])("whoever %s while their request waited signs nothing", async (_, happens, says) => {
  const { signer, sign, programId } = await ready();
  const one = await signer();
  await happens(one);
  const answer = await sign(one).catch((error: unknown) => error);
  const refused = (answer as { refused?: readonly unknown[] }).refused?.[0];
  expect(refused ?? answer).toMatchObject(says);
  expect(await runtime.database.signature.count({ where: { programId } })).toBe(0);
});
