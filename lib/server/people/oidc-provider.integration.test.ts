import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { identify } from "@/lib/server/actor";
import { publishToLibraries, readEnv } from "@/lib/server/env";
import { signInOptions } from "@/lib/server/people/sign-in-options";
import { openidClient, startOpenidProvider } from "@/lib/server/people/test-openid-provider";
import { signInWithProvider } from "@/lib/server/people/test-provider-forms";
import { testBrowser } from "@/lib/server/people/test-sign-in";
import { startTestRuntime } from "@/lib/server/test-runtime";

const publicUrl = "http://127.0.0.1:39117";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let provider: Awaited<ReturnType<typeof startOpenidProvider>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
  provider = await startOpenidProvider(publicUrl);
  publishToLibraries({ NEXTAUTH_URL: publicUrl });
});
afterAll(async () => {
  await provider.close();
  await runtime.close();
});

const env = () =>
  readEnv({
    SIGNALBOX_URL: publicUrl,
    SIGNALBOX_OIDC_ISSUER: provider.issuer,
    ...openidClient,
  });

let browser: ReturnType<typeof testBrowser>;
beforeEach(() => {
  browser = testBrowser(publicUrl, () => signInOptions(env(), runtime));
});

const signInAs = (login: string, from: string, parameters = ""): Promise<string> =>
  signInWithProvider(browser, publicUrl, login, from, parameters);

const audited = (action: string) =>
  runtime.database.auditEvent.findMany({
    where: { chain: "signalbox", action },
    orderBy: { sequence: "asc" },
  });

test("the first sign-in makes the person, the second finds them, both are audited", async () => {
  expect(await signInAs("ada", "/programs/quay")).toBe(`${publicUrl}/programs/quay`);
  const session = await decode({
    token: browser.sessionCookie(),
    secret: runtime.sessionSecret,
  });
  const person = await runtime.database.person.findUniqueOrThrow({
    where: { handle: "ada" },
    include: { identities: true, memberships: true },
  });
  expect(session).toMatchObject({ personId: person.id, authentication: "oidc" });
  expect(Object.keys(session ?? {}).sort()).toEqual([
    "authentication",
    "exp",
    "iat",
    "jti",
    "personId",
    "sessionId",
  ]);
  expect(person).toMatchObject({
    name: "ada of the provider",
    email: "ada@example.org",
    isAdmin: false,
    identities: [{ provider: `oidc ${provider.issuer}`, subject: "ada" }],
    memberships: [],
  });
  browser = testBrowser(publicUrl, () => signInOptions(env(), runtime));
  await signInAs("ada", "/");
  expect(await runtime.database.person.count({ where: { handle: { startsWith: "ada" } } })).toBe(1);
  expect(await audited("recognise-person")).toHaveLength(1);
  expect((await audited("sign-in")).map(({ subject }) => subject)).toEqual([
    { person: "ada", authentication: "oidc", session: expect.any(String) },
    { person: "ada", authentication: "oidc", session: expect.any(String) },
  ]);
});

test("the session's cookie is who an API request comes from", async () => {
  await signInAs("grace", "/");
  const found = await identify(
    new Request(`${publicUrl}/api/v1/me`, { headers: { cookie: browser.cookieHeader() } }),
  );
  expect(found).toMatchObject({
    byCookie: true,
    actor: { kind: "person", handle: "grace", isAdmin: false, roles: [], authentication: "oidc" },
  });
});

test("the same name as a local account's is another person", async () => {
  await runtime.database.person.create({ data: { handle: "root", name: "Root", isAdmin: true } });
  await signInAs("root", "/");
  const made = await runtime.database.person.findUniqueOrThrow({ where: { handle: "root-2" } });
  expect(made.isAdmin).toBe(false);
});

test("who is deactivated is refused, and the attempt is recorded", async () => {
  await signInAs("mallory", "/");
  await runtime.database.person.update({
    where: { handle: "mallory" },
    data: { deactivatedAt: new Date() },
  });
  browser = testBrowser(publicUrl, () => signInOptions(env(), runtime));
  expect(await signInAs("mallory", "/")).toContain("/sign-in?error=AccessDenied");
  expect(browser.sessionCookie()).toBeUndefined();
  expect((await audited("recognise-person")).at(-1)).toMatchObject({ outcome: "denied" });
});

test("an answer that this browser did not ask for is refused", async () => {
  const to = await browser.post("signin/oidc", { callbackUrl: "/" });
  const state = new URL(to).searchParams.get("state") ?? "";
  const thief = testBrowser(publicUrl, () => signInOptions(env(), runtime));
  const response = await thief.send({
    to: `${publicUrl}/api/auth/callback/oidc?code=stolen&state=${state}&iss=${provider.issuer}`,
  });
  expect(response.headers.get("location")).toContain("error=OAuthCallback");
  expect(thief.sessionCookie()).toBeUndefined();
});

test("after signing in nobody is sent to another site", async () => {
  expect(await signInAs("ada", "https://evil.example/")).toBe(`${publicUrl}/`);
});

test("a proof is asked for again at the provider, and the same session has it", async () => {
  await signInAs("barbara", "/");
  const person = { handle: "barbara" };
  const { id } = await runtime.database.session.findFirstOrThrow({ where: { person } });
  const long = new Date(Date.now() - 3_600_000);
  await runtime.database.session.update({ where: { id }, data: { authenticatedAt: long } });
  const queue = "/programs/quay/sign-offs?whose=mine&from=50";
  expect(await signInAs("barbara", queue, "?prompt=login&max_age=0")).toBe(`${publicUrl}${queue}`);
  const [session, ...more] = await runtime.database.session.findMany({ where: { person } });
  expect(more).toEqual([]);
  expect(session?.authenticatedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect((await audited("prove-by-provider")).at(-1)?.subject).toEqual({
    person: "barbara",
    session: id,
  });
});
