import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createGroupMapping } from "@/lib/server/commands/create-group-mapping";
import { createProgram } from "@/lib/server/commands/create-program";
import { createTeam } from "@/lib/server/commands/create-team";
import { editTeam } from "@/lib/server/commands/edit-team";
import { followGroups } from "@/lib/server/commands/follow-groups";
import { grantRole } from "@/lib/server/commands/grant-role";
import { removeGroupMapping } from "@/lib/server/commands/remove-group-mapping";
import { revokeRole } from "@/lib/server/commands/revoke-role";
import { publishToLibraries, readEnv } from "@/lib/server/env";
import { signInOptions } from "@/lib/server/people/sign-in-options";
import { openidClient, startOpenidProvider } from "@/lib/server/people/test-openid-provider";
import { signInWithProvider } from "@/lib/server/people/test-provider-forms";
import { testBrowser } from "@/lib/server/people/test-sign-in";
import { listGroupMappings } from "@/lib/server/queries/list-group-mappings";
import { readPerson } from "@/lib/server/queries/read-person";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const publicUrl = "http://127.0.0.1:39127";
const claims = new Map<string, unknown>();
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let provider: Awaited<ReturnType<typeof startOpenidProvider>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
  provider = await startOpenidProvider(publicUrl, (id) => ({
    ...(claims.has(id) ? { groups: claims.get(id) } : {}),
    ...(id === "long" ? { name: `\u202E${"x".repeat(300)}\u202C` } : {}),
    ...(id === "unsure" ? { email_verified: false } : {}),
  }));
  publishToLibraries({ NEXTAUTH_URL: publicUrl });
  await createProgram.run(as(admin), {
    key: "quay",
    legacy: "python",
    target: "go",
    environments: [{ key: "staging", name: "Staging", isProtected: false }],
  });
  for (const team of ["storage", "registry"]) await createTeam.run(as(admin), { team });
});
afterAll(async () => {
  await provider.close();
  await runtime.close();
});
beforeEach(() => runtime.database.groupMapping.deleteMany());

const env = () =>
  readEnv({ SIGNALBOX_URL: publicUrl, SIGNALBOX_OIDC_ISSUER: provider.issuer, ...openidClient });

const signIn = (login: string, groups: unknown): Promise<string> => {
  if (groups === undefined) claims.delete(login);
  else claims.set(login, groups);
  const browser = testBrowser(publicUrl, () => signInOptions(env(), runtime));
  return signInWithProvider(browser, publicUrl, login, "/");
};

const accessOf = async (person: string) => {
  const { roles, teams } = await readPerson.run(as(admin), { person });
  return [
    ...roles.map(({ program, role, source }) => `${role} of ${program} by ${source}`),
    ...teams.map(({ team, source }) => `${team} by ${source}`),
  ].sort();
};

const rule = (group: string, more: object) =>
  createGroupMapping.run(as(admin), { provider: "oidc", group, ...more });

test("groups give roles and teams at sign-in, and take them at the next when they are gone", async () => {
  await rule("platform", { role: "engineer", inProgram: "quay", team: "storage" });
  await rule("leads", { role: "owner", inProgram: "quay" });
  expect(await signIn("ada", ["platform", "leads", "unknown"])).toBe(`${publicUrl}/`);
  expect(await accessOf("ada")).toEqual([
    "engineer of quay by oidc platform",
    "owner of quay by oidc leads",
    "storage by oidc platform",
  ]);
  await signIn("ada", ["leads"]);
  expect(await accessOf("ada")).toEqual(["owner of quay by oidc leads"]);
  await signIn("ada", []);
  expect(await accessOf("ada")).toEqual([]);
  const events = await runtime.database.auditEvent.findMany({
    where: { chain: "signalbox", action: "follow-groups" },
    orderBy: { sequence: "asc" },
  });
  expect(events.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 3 }, () => ({ person: "ada", provider: "oidc" })),
  );
  expect(events.at(-1)?.after).toMatchObject({
    added: { roles: [], teams: [] },
    removed: { roles: [{ program: "quay", role: "owner", source: "oidc leads" }], teams: [] },
  });
});

test("what a person granted by hand stays when the groups go", async () => {
  await rule("platform", { role: "engineer", inProgram: "quay", team: "storage" });
  await signIn("grace", ["platform"]);
  await grantRole.run(as(admin), { program: "quay", handle: "grace", role: "manager" });
  await grantRole.run(as(admin), { program: "quay", handle: "grace", role: "engineer" });
  await editTeam.run(as(admin), { team: "storage", add: ["grace"] });
  await editTeam.run(as(admin), { team: "registry", add: ["grace"] });
  await signIn("grace", undefined);
  expect(await accessOf("grace")).toEqual([
    "engineer of quay by person",
    "manager of quay by person",
    "registry by person",
    "storage by person",
  ]);
});

test("what a group gives is not taken by hand: it would be back tomorrow", async () => {
  await rule("platform", { role: "engineer", inProgram: "quay", team: "storage" });
  await signIn("linus", ["platform"]);
  for (const attempt of [
    () => revokeRole.run(as(admin), { program: "quay", handle: "linus", role: "engineer" }),
    () => editTeam.run(as(admin), { team: "storage", remove: ["linus"] }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("oidc platform"),
    });
  }
});

test.each([
  ["text", "platform", /is text, not a list/],
  ["an object", { platform: true }, /is a value \(object\)/],
  ["10,000 groups", Array.from({ length: 10_000 }, (_, at) => `g${at}`), /has 10000 entries/],
  ["nothing", undefined, /told no groups/],
])(
  "a claim that is %s signs in with no access from groups, and says why",
  async (word, value, words) => {
    await rule("platform", { role: "engineer", inProgram: "quay" });
    const login = `nonsense-${word.replace(/\W+/g, "-")}`;
    await signIn(login, ["platform"]);
    expect(await accessOf(login)).toEqual(["engineer of quay by oidc platform"]);
    expect(await signIn(login, value)).toBe(`${publicUrl}/`);
    expect(await accessOf(login)).toEqual([]);
    const { groups } = await readPerson.run(as(admin), { person: login });
    expect(groups.problem).toMatch(words);
    const { problems } = await listGroupMappings.run(as(admin), {});
    expect(problems.find(({ handle }) => handle === login)?.says).toMatch(words);
  },
);

test("entries that are no names count for nothing; the others count", async () => {
  await rule("platform", { role: "engineer", inProgram: "quay" });
  await signIn("mixed", ["platform", { name: "leads" }, 7, "x".repeat(500)]);
  expect(await accessOf("mixed")).toEqual(["engineer of quay by oidc platform"]);
  const { groups } = await readPerson.run(as(admin), { person: "mixed" });
  expect(groups.problem).toMatch(/^3 of 4 entries/);
});

test("a new rule reaches whoever came with its group, and its end takes it at once", async () => {
  await signIn("kay", ["latecomers"]);
  expect(await accessOf("kay")).toEqual([]);
  const { unmapped } = await listGroupMappings.run(as(admin), {});
  expect(unmapped).toContainEqual({ group: "latecomers", people: 1 });
  const { id, people } = await rule("latecomers", { team: "registry" });
  expect(people).toBe(1);
  expect(await accessOf("kay")).toEqual(["registry by oidc latecomers"]);
  const ended = await removeGroupMapping.run(as(admin), { mapping: id });
  expect(ended.lost).toBe(1);
  expect(await accessOf("kay")).toEqual([]);
});

test("where the provider could not be asked, access stays as it was", async () => {
  await rule("platform", { role: "engineer", inProgram: "quay" });
  await signIn("sam", ["platform"]);
  const { id } = await runtime.database.person.findUniqueOrThrow({ where: { handle: "sam" } });
  await followGroups.run(as({ kind: "system", name: "sign-in" }), {
    personId: id,
    provider: "oidc",
    groups: null,
    words: "The provider did not answer.",
  });
  expect(await accessOf("sam")).toEqual(["engineer of quay by oidc platform"]);
});

test("a name of 300 characters that turns the direction of text is made fit to print", async () => {
  await signIn("long", []);
  expect((await readPerson.run(as(admin), { person: "long" })).name).toBe("x".repeat(120));
});

test("an address that the provider has not verified says nothing of whose it is", async () => {
  await signIn("unsure", []);
  expect((await readPerson.run(as(admin), { person: "unsure" })).email).toBeNull();
  await signIn("sure", []);
  expect((await readPerson.run(as(admin), { person: "sure" })).email).toBe("sure@example.org");
});

test.each([
  ["a rule that gives nothing", { group: "x" }],
  ["a team that is not there", { group: "x", team: "nobody" }],
  ["a program that is not there", { group: "x", role: "viewer", inProgram: "nowhere" }],
  ["a program without a role", { group: "x", team: "storage", inProgram: "quay" }],
  [
    "a team of GitHub without its organisation",
    { provider: "github", group: "x", team: "storage" },
  ],
])("%s is refused", async (_, more) => {
  await expect(
    createGroupMapping.run(as(admin), { provider: "oidc", ...more }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/invalid|not-found/) });
});
