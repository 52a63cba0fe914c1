import { afterAll, beforeAll, expect, test } from "vitest";
import { claimFirstAdmin } from "@/lib/server/commands/claim-first-admin";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import { publishToLibraries, readEnv } from "@/lib/server/env";
import { prepareFirstAdmin } from "@/lib/server/people/first-admin";
import { signInOptions } from "@/lib/server/people/sign-in-options";
import { testBrowser } from "@/lib/server/people/test-sign-in";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const publicUrl = "http://127.0.0.1:39118";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  publishToLibraries({ NEXTAUTH_URL: publicUrl });
  await loadExamplePeople.run(as(admin), {});
  const code = await prepareFirstAdmin(runtime.database, new Date());
  for (const handle of ["ada", "grace"]) {
    await runtime.database.person.create({ data: { handle, name: handle } });
  }
  await claimFirstAdmin.run(as(admin), {
    code,
    handle: "root",
    name: "Root",
    password: "correct horse battery",
  });
});
afterAll(() => runtime.close());

const local = () => readEnv({ SIGNALBOX_URL: publicUrl });
const configured = (more = {}) => readEnv({ SIGNALBOX_URL: publicUrl, HOST: "0.0.0.0", ...more });

const browserOf = (env = configured()) =>
  testBrowser(env.publicUrl, () => signInOptions(env, runtime));

test("in the local mode one press signs in as an example person", async () => {
  const browser = browserOf(local());
  expect(
    await browser.post("callback/example", { handle: "tomasz", callbackUrl: "/programs" }),
  ).toBe(`${publicUrl}/programs`);
  expect(browser.sessionCookie()).toBeDefined();
});

test("outside the local mode nobody is an example person", async () => {
  const browser = browserOf();
  await browser.send({
    to: `${publicUrl}/api/auth/callback/example`,
    form: { handle: "sigrun" },
  });
  expect(browser.sessionCookie()).toBeUndefined();
  const offered = await (await browser.send({ to: `${publicUrl}/api/auth/providers` })).json();
  expect(Object.keys(offered as object)).toEqual(["password"]);
});

test("an example sign-in takes nobody but an example person", async () => {
  const browser = browserOf(local());
  expect(await browser.post("callback/example", { handle: "root" })).toContain("CredentialsSignin");
  expect(browser.sessionCookie()).toBeUndefined();
});

test("a local account signs in with its password", async () => {
  const browser = browserOf();
  expect(
    await browser.post("callback/password", {
      handle: " Root ",
      password: "correct horse battery",
    }),
  ).toBe(publicUrl);
  expect(browser.sessionCookie()).toBeDefined();
  const event = await runtime.database.auditEvent.findFirstOrThrow({
    where: { chain: "signalbox", action: "sign-in" },
    orderBy: { sequence: "desc" },
  });
  expect(event.subject).toMatchObject({ person: "root", authentication: "password" });
});

test.each([
  ["a wrong password", "root", "wrong password!"],
  ["an unknown handle", "nobody-here", "correct horse battery"],
  ["a person without a password", "ada", ""],
  ["an example person", "sigrun", ""],
  ["nothing at all", "", ""],
])("%s gets one and the same answer", async (_, handle, password) => {
  const browser = browserOf();
  expect(await browser.post("callback/password", { handle, password })).toBe(
    `${publicUrl}/api/auth/error?error=CredentialsSignin&provider=password`,
  );
  expect(browser.sessionCookie()).toBeUndefined();
});

test("after ten guesses even the right password waits, and nobody else does", async () => {
  const browser = browserOf();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      browserOf().post("callback/password", { handle: "grace", password: "a guess" }),
    ),
  );
  expect(answers.filter((answer) => answer.includes("TooMany"))).toHaveLength(2);
  expect(await browser.post("callback/password", { handle: "grace", password: "any" })).toContain(
    "error=TooMany",
  );
  expect(
    await browser.post("callback/password", { handle: "root", password: "correct horse battery" }),
  ).toBe(publicUrl);
});

test("a form of another site, without the token of this one, signs nobody in", async () => {
  const browser = browserOf();
  const response = await browser.send({
    to: `${publicUrl}/api/auth/callback/password`,
    form: { handle: "root", password: "correct horse battery" },
  });
  expect(response.headers.get("location")).toContain("csrf=true");
  expect(browser.sessionCookie()).toBeUndefined();
});

test("signing out ends the session in the browser", async () => {
  const browser = browserOf();
  await browser.post("callback/password", { handle: "root", password: "correct horse battery" });
  expect(browser.sessionCookie()).toBeDefined();
  await browser.post("signout", { callbackUrl: "/sign-in" });
  expect(browser.sessionCookie()).toBeUndefined();
});

test.each([
  ["https://signalbox.example", "__Secure-next-auth.session-token", true],
  ["http://127.0.0.1:39118", "next-auth.session-token", false],
])("cookies of %s are %s", async (url, name, isSecure) => {
  publishToLibraries({ NEXTAUTH_URL: url });
  const env = configured({ SIGNALBOX_URL: url });
  const browser = testBrowser(url, () => signInOptions(env, runtime));
  const csrf = await browser.send({ to: `${url}/api/auth/csrf` });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await browser.send({
    to: `${url}/api/auth/callback/password`,
    form: { handle: "root", password: "correct horse battery", csrfToken },
  });
  publishToLibraries({ NEXTAUTH_URL: publicUrl });
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith(`${name}=`)) ?? "";
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Lax");
  expect(cookie.includes("Secure;") || cookie.endsWith("Secure")).toBe(isSecure);
});

test.each(["session", "_log", "verify-request", "nonsense"])(
  "next-auth's action %s, which nothing here needs, is shut",
  async (action) => {
    const response = await browserOf().send({ to: `${publicUrl}/api/auth/${action}` });
    expect(response.status).toBe(404);
  },
);

test("a body that no form of ours sends is refused unread", async () => {
  const response = await browserOf().send({
    to: `${publicUrl}/api/auth/callback/password`,
    form: { password: "x".repeat(20_000) },
  });
  expect(response.status).toBe(413);
});
