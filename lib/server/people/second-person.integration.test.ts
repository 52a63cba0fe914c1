import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { approveDecision } from "@/lib/server/commands/approve-decision";
import { askWaiver } from "@/lib/server/commands/ask-waiver";
import { changeTeamMembers } from "@/lib/server/commands/change-team-members";
import { closeReview } from "@/lib/server/commands/close-review";
import { decideWaiver } from "@/lib/server/commands/decide-waiver";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { grantRole } from "@/lib/server/commands/grant-role";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { setDecision } from "@/lib/server/commands/set-decision";
import { listReviews } from "@/lib/server/queries/list-reviews";
import { listWaivers } from "@/lib/server/queries/list-waivers";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { type RequestWorld, requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;
type Attempt = (by: Person) => Promise<unknown>;
type Row = {
  readonly refused: RegExp;
  /** Whether it is a say of theirs, which nobody has whose account is held. */
  readonly isDecision?: boolean;
  /** What the first person does, and what a second one has to do then. */
  readonly begin: (world: RequestWorld, first: Person) => Promise<Attempt>;
};

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
beforeAll(async () => {
  runtime = await startTestRuntime();
  world = await requestWorld(runtime.database);
});
afterAll(() => runtime.close());

const handleOf = (actor: Actor): string => (actor.kind === "person" ? actor.handle : "");
const reason = "for the test";

/** Somebody who may begin each of these, and decide it where they are the second. */
const everything = async (): Promise<Person> => {
  const person = await personWith(runtime.database, "manager", world.programId);
  if (person.kind !== "person") throw new Error("not a person");
  const { programId } = world;
  await runtime.database.membership.create({
    data: { personId: person.id, programId, role: "engineer" },
  });
  return { ...person, roles: [...person.roles, { programId, role: "engineer" }] };
};

/** By name, every command that demands a second person. */
const table: Readonly<Record<string, Row>> = {
  "decide-request": {
    refused: /You asked for this yourself/,
    begin: async ({ ask, decide }, first) => {
      const { number } = await ask(first);
      return (by) => decide(by, number);
    },
  },
  "approve-decision": {
    refused: /You wrote D-.* yourself/,
    begin: async ({ program }, first) => {
      const write = (by: Person) => ({
        program,
        decision: `D-${by.handle}`,
        version: 0,
        title: "Router",
        approvers: [`@${by.handle}`],
        reason,
      });
      return async (by) => {
        const { key: decision, version } = await setDecision.run(as(first), write(by));
        const say = { program, decision, version, verdict: "approve" };
        expect(await approveDecision.run(as(by), say)).toMatchObject({ status: "approved" });
      };
    },
  },
  "decide-waiver": {
    refused: /You asked for this waiver yourself/,
    begin: async ({ program, production }, first) => {
      const rules = [{ capability: "health", family: "health" }];
      await setCapabilityRules.run(as(admin), { program, rules, reason });
      const until = new Date(Date.now() + 86_400_000).toISOString();
      const wanted = { gate: "tests", capability: "health", owner: "team-a", until };
      const { id } = await askWaiver.run(as(first), { ...production, ...wanted, reason });
      return (by) =>
        decideWaiver.run(as(by), { ...production, waiver: id, decision: "agree", because: reason });
    },
  },
  "close-review": {
    refused: /Whoever acted in an emergency/,
    begin: async ({ staging }, first) => {
      await forceLegacy.run(as(first), { ...staging, scope: "program", reason });
      const { reviews } = await listReviews.run(as(first), staging);
      const review = reviews.find(({ openedBy }) => openedBy === first.name)?.id;
      return (by) => closeReview.run(as(by), { ...staging, review, outcome: "a bad deploy" });
    },
  },
  "grant-role": {
    refused: /Nobody gives a role to themselves/,
    isDecision: false,
    begin:
      async ({ program }, first) =>
      (by) =>
        grantRole.run(as(by), { program, handle: first.handle, role: "engineer" }),
  },
  "change-team-members": {
    refused: /Nobody puts themselves into a team/,
    isDecision: false,
    begin:
      async ({ program }, first) =>
      (by) =>
        changeTeamMembers.run(as(by), { program, team: "team-a", add: [first.handle], remove: [] }),
  },
};

/** Commands that look at a person's accounts, or at whether it is the same one, without needing a second. */
const others: Readonly<Record<string, string>> = {
  "confirm-account": "what holds an account says who it was and who may",
  "end-waiver": "tells whose it is",
  "end-deputy": "only whoever is absent, or a manager",
  "withdraw-signature": "only whoever gave it",
  "start-sign-off-run": "only whoever started it goes on with it",
};

const folder = path.join(import.meta.dirname, "../commands");
const commands = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => ({
    name: file.slice(0, -3),
    text: readFileSync(path.join(folder, file), "utf8"),
  }));

describe("a second person", () => {
  test("is looked for in one way, by commands that are all in this table", () => {
    const looks = commands.filter(({ text }) =>
      /people\/second-person"|actor\.id\s*[!=]==|[!=]==\s*actor\.id\b/.test(text),
    );
    expect(looks.map(({ name }) => name).sort()).toEqual(
      [...Object.keys(table), ...Object.keys(others)].sort(),
    );
    for (const { name, text } of commands) {
      if (name in table)
        expect(text, name).toMatch(
          /await (accountsBehind\(tx, actor|asSecondPerson\(tx, actor, now)\)/,
        );
    }
  });

  test.each(Object.entries(table))(
    "for %s is not the first under another account",
    async (_, { begin, refused, isDecision = true }) => {
      const { database } = runtime;
      const [first, twin, renamed, second] = [
        await everything(),
        await everything(),
        await everything(),
        await everything(),
      ];
      const email = `${first.handle}@example.org`;
      const addressed = (id: string, data: object) =>
        database.person.update({ where: { id }, data });
      await addressed(first.id, { email });
      await addressed(twin.id, { email: email.toUpperCase() });
      await addressed(renamed.id, { email: "now@example.org", formerEmails: [email] });
      await addressed(second.id, { email: "second@example.org" });
      const attempt = await begin(world, first);
      if (isDecision) {
        const held = await everything();
        const data = { because: "password", byName: "Sigrún", at: new Date(), admins: [] };
        await database.accountHold.create({ data: { ...data, personId: held.id } });
        await expect(attempt(held)).rejects.toThrow(/Sigrún made a link to the password/);
      }
      for (const one of [first, twin, renamed]) {
        await expect(attempt(one)).rejects.toMatchObject({
          message: expect.stringMatching(refused),
        });
      }
      await attempt(second);
    },
  );

  test("approves once, under however many accounts", async () => {
    const { ask, decide, detail, policy, person } = world;
    await policy("production", { approvals: 2 });
    const [asker, one, twin, other] = [
      await person("engineer"),
      await person("manager"),
      await person("manager"),
      await person("manager"),
    ];
    const handles = [handleOf(one), handleOf(twin)];
    await runtime.database.person.updateMany({
      where: { handle: { in: handles } },
      data: { email: "twice@example.org" },
    });
    const { number } = await ask(asker);
    await decide(one, number);
    expect((await decide(twin, number)).state).toBe("awaiting-approval");
    expect((await detail(number)).missing[0]?.says).toContain("1 more approval");
    expect((await decide(other, number)).state).toBe("approved");
  });

  test("is not shown what only somebody else can decide as theirs", async () => {
    const { waivers } = await listWaivers.run(as(admin), world.production);
    expect(waivers.map(({ isMine }) => isMine)).toEqual([false]);
  });
});
