import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { publishToLibraries, readEnv } from "@/lib/server/env";
import { signInOptions } from "@/lib/server/people/sign-in-options";
import { type Misdeed, startFalseProvider } from "@/lib/server/people/test-false-provider";
import { openidClient } from "@/lib/server/people/test-openid-provider";
import { testBrowser } from "@/lib/server/people/test-sign-in";
import { startTestRuntime } from "@/lib/server/test-runtime";

const publicUrl = "http://127.0.0.1:39119";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let provider: Awaited<ReturnType<typeof startFalseProvider>>;
let browser: ReturnType<typeof testBrowser>;

beforeAll(async () => {
  runtime = await startTestRuntime();
  provider = await startFalseProvider();
  publishToLibraries({ NEXTAUTH_URL: publicUrl });
});
afterAll(async () => {
  await provider.close();
  await runtime.close();
});

const newBrowser = () =>
  testBrowser(publicUrl, () =>
    signInOptions(
      readEnv({
        SIGNALBOX_URL: publicUrl,
        SIGNALBOX_OIDC_ISSUER: provider.issuer,
        ...openidClient,
      }),
      runtime,
    ),
  );
beforeEach(() => {
  provider.behave({});
  browser = newBrowser();
});

const wanted = "/programs/quay/sign-offs?whose=mine";

/** Where the browser ends: its page, and the word of what went wrong there. */
const endOf = (
  address: string | null,
): { page: string; error: string | null; to: string | null } => {
  const { pathname, searchParams } = new URL(address ?? "");
  return {
    page: pathname,
    error: searchParams.get("error"),
    to: searchParams.get("callbackUrl")?.replace(publicUrl, "") ?? null,
  };
};

const signIn = async (parameters = ""): Promise<ReturnType<typeof endOf>> => {
  const to = await browser.post(`signin/oidc${parameters}`, { callbackUrl: wanted });
  if (to.startsWith(publicUrl)) return endOf(to);
  const response = await browser.send({ to: provider.returnOf(to, publicUrl) });
  return endOf(response.headers.get("location"));
};

const rows = async () => ({
  people: await runtime.database.person.count(),
  identities: await runtime.database.identity.count(),
  sessions: await runtime.database.session.count(),
});

const page: Misdeed["token"] = (response) => {
  response.setHeader("content-type", "text/html");
  response.end("<!doctype html><title>Welcome</title>");
};
const broken: Misdeed["token"] = (response) => {
  response.statusCode = 500;
  response.end("Internal Server Error");
};
const noJson: Misdeed["token"] = (response) => {
  response.setHeader("content-type", "application/json");
  response.end('{"id_token": ');
};
const shifted = (minutes: number): Misdeed => ({
  claims: (claims) => ({
    ...claims,
    iat: Number(claims.iat) + minutes * 60,
    exp: Number(claims.iat) + minutes * 60 + 60,
  }),
});

test.each<[string, Misdeed, string]>([
  ["a page for its configuration", { configuration: page }, "ProviderNonsense"],
  ["a failure for its configuration", { configuration: broken }, "ProviderNonsense"],
  ["half a configuration", { configuration: noJson }, "ProviderNonsense"],
  [
    "a configuration without addresses",
    { says: () => ({ authorization_endpoint: 7 }) },
    "ProviderNonsense",
  ],
  ["a page for a token", { token: page }, "ProviderNonsense"],
  ["a failure for a token", { token: broken }, "ProviderNonsense"],
  ["no JSON for a token", { token: noJson }, "ProviderNonsense"],
  [
    "an answer without an ID token",
    { token: (response) => response.end('{"access_token":"any","token_type":"Bearer"}') },
    "ProviderNonsense",
  ],
  ["an unsigned token", { isUnsigned: true }, "ProviderToken"],
  [
    "a token of another issuer",
    { claims: (claims) => ({ ...claims, iss: "https://evil.example" }) },
    "ProviderToken",
  ],
  [
    "a token for another client",
    { claims: (claims) => ({ ...claims, aud: "somebody-else" }) },
    "ProviderToken",
  ],
  [
    "a token for another request",
    { claims: (claims) => ({ ...claims, nonce: "of another" }) },
    "ProviderToken",
  ],
  [
    "the configuration of another issuer",
    {
      says: () => ({ issuer: "https://evil.example" }),
      claims: (claims) => ({ ...claims, iss: "https://evil.example" }),
    },
    "ProviderToken",
  ],
  [
    "a subject longer than anybody has",
    { claims: (claims) => ({ ...claims, sub: "x".repeat(501) }) },
    "ProviderNonsense",
  ],
  ["a clock five minutes ahead", shifted(5), "ClockOff"],
  ["a clock five minutes behind", shifted(-5), "ClockOff"],
])("%s signs nobody in and is told in words", async (_, misdeed, error) => {
  const before = await rows();
  provider.behave(misdeed);
  expect(await signIn()).toEqual({ page: "/sign-in", error, to: wanted });
  expect(browser.sessionCookie()).toBeUndefined();
  expect(await rows()).toEqual(before);
});

test("an honest answer of the same provider signs in", async () => {
  expect(await signIn()).toMatchObject({ page: "/programs/quay/sign-offs", error: null });
  expect(browser.sessionCookie()).toBeDefined();
});

test("names and addresses that are no text are as if they were not told", async () => {
  provider.behave({
    claims: (claims) => ({
      ...claims,
      sub: "odd",
      name: { first: "Odd" },
      preferred_username: 7,
      email: ["odd@example.org"],
    }),
  });
  expect(await signIn()).toMatchObject({ error: null });
  const identity = await runtime.database.identity.findFirstOrThrow({
    where: { subject: "odd" },
    include: { person: true },
  });
  expect(identity.person).toMatchObject({ email: null });
});

test.each([false, "false", "False"])(
  "an address that is verified: %j is nobody's",
  async (email_verified) => {
    const sub = `unverified ${typeof email_verified} ${email_verified}`;
    const email = "victim@example.org";
    provider.behave({ claims: (claims) => ({ ...claims, sub, email, email_verified }) });
    expect(await signIn()).toMatchObject({ error: null });
    const identity = await runtime.database.identity.findFirstOrThrow({
      where: { subject: sub },
      include: { person: true },
    });
    expect(identity.person.email).toBeNull();
  },
);

test.each([
  ["without its state", (back: URL) => back.searchParams.delete("state"), "OAuthCallback"],
  ["with another state", (back: URL) => back.searchParams.set("state", "made"), "OAuthCallback"],
  ["without its code", (back: URL) => back.searchParams.delete("code"), "ProviderNonsense"],
])("an answer %s signs nobody in", async (_, spoil, error) => {
  const to = await browser.post("signin/oidc", { callbackUrl: wanted });
  const back = new URL(provider.returnOf(to, publicUrl));
  spoil(back);
  const before = await rows();
  const response = await browser.send({ to: back.href });
  expect(endOf(response.headers.get("location"))).toMatchObject({ error });
  expect(browser.sessionCookie()).toBeUndefined();
  expect(await rows()).toEqual(before);
});

test("an answer that is sent a second time signs nobody in again", async () => {
  const to = await browser.post("signin/oidc", { callbackUrl: wanted });
  const back = provider.returnOf(to, publicUrl);
  await browser.send({ to: back });
  const session = browser.sessionCookie();
  const before = await rows();
  const replayed = await browser.send({ to: back });
  expect(endOf(replayed.headers.get("location"))).toMatchObject({ error: "OAuthCallback" });
  expect(browser.sessionCookie()).toBe(session);
  expect(await rows()).toEqual(before);
});

test("who declines at the provider is told so", async () => {
  const to = await browser.post("signin/oidc", { callbackUrl: wanted });
  const back = new URL(provider.returnOf(to, publicUrl));
  back.searchParams.delete("code");
  back.searchParams.set("error", "access_denied");
  const response = await browser.send({ to: back.href });
  expect(endOf(response.headers.get("location"))).toMatchObject({ error: "ProviderRefused" });
});

const asksAgain = "?prompt=login&max_age=0";

/** Signed in as of an hour ago. */
const signedInLongAgo = async () => {
  await signIn();
  const person = { identities: { some: { subject: "ada" } } };
  const { id } = await runtime.database.session.findFirstOrThrow({
    where: { person },
    orderBy: { startedAt: "desc" },
  });
  const long = new Date(Date.now() - 3_600_000);
  await runtime.database.session.update({ where: { id }, data: { authenticatedAt: long } });
  const authenticatedAt = async () =>
    (await runtime.database.session.findUniqueOrThrow({ where: { id } })).authenticatedAt;
  return { long, authenticatedAt };
};

test("who proves it again at the provider keeps their session and is back where they were", async () => {
  const { long, authenticatedAt } = await signedInLongAgo();
  const before = await rows();
  expect(await signIn(asksAgain)).toMatchObject({ page: "/programs/quay/sign-offs", error: null });
  expect((await authenticatedAt())?.getTime()).toBeGreaterThan(long.getTime() + 3_000_000);
  expect(await rows()).toEqual(before);
});

test.each<[string, Misdeed, string]>([
  [
    "ignored that it was asked, and tells of an hour ago",
    { claims: (claims) => ({ ...claims, auth_time: Number(claims.iat) - 3600 }) },
    "StaleProof",
  ],
  [
    "has a clock that is five minutes behind",
    {
      claims: (claims) => ({
        ...claims,
        iat: Number(claims.iat) - 300,
        auth_time: Number(claims.iat) - 300,
      }),
    },
    "ClockOff",
  ],
  ["does not say when", { claims: ({ auth_time: _, ...claims }) => claims }, "NoProofTime"],
  ["lets somebody else in", { claims: (claims) => ({ ...claims, sub: "mallory" }) }, "OtherPerson"],
])(
  "a proof where the provider %s proves nothing and changes nothing",
  async (_, misdeed, error) => {
    const { long, authenticatedAt } = await signedInLongAgo();
    const session = browser.sessionCookie();
    const before = await rows();
    provider.behave(misdeed);
    expect(await signIn(asksAgain)).toEqual({
      page: "/sign-in",
      error,
      to: wanted,
    });
    expect(await authenticatedAt()).toEqual(long);
    expect(browser.sessionCookie()).toBe(session);
    expect(await rows()).toEqual(before);
  },
);
