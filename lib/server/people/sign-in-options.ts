import { randomUUID } from "node:crypto";
import type { Account, AuthOptions, User } from "next-auth";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal, type RefusalCode } from "@/lib/domain/refusal";
import { followGroups } from "@/lib/server/commands/follow-groups";
import { recognisePerson } from "@/lib/server/commands/recognise-person";
import { signIn } from "@/lib/server/commands/sign-in";
import type { Database } from "@/lib/server/db";
import type { Env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { githubSignIn } from "@/lib/server/people/github-provider";
import { admitGuess, forgetGuesses } from "@/lib/server/people/guesses";
import { oidcProvider } from "@/lib/server/people/oidc-provider";
import { isPassword } from "@/lib/server/people/password";
import { proveAgainAtProvider } from "@/lib/server/people/prove-again-at-provider";
import { signInAttempt } from "@/lib/server/people/sign-in-attempt";
import type { RequestContext } from "@/lib/server/scope";

type Providers = AuthOptions["providers"];
type Claims = { readonly auth_time?: unknown; readonly iat?: unknown };

const workingDay = 12 * 60 * 60;
const signInService: Actor = { kind: "system", name: "sign-in" };

const asService = (): RequestContext => ({
  actor: signInService,
  requestId: randomUUID(),
  now: new Date(),
});

const wordOf = (value: unknown, most: number): string =>
  typeof value === "string" ? value.slice(0, most) : "";

/** What is thrown while signing in becomes the error word of the sign-in page; never a message. */
const orUnavailable = <Found>(reading: Promise<Found>): Promise<Found> =>
  reading.catch((error: unknown) => {
    log.error({ error }, "sign-in failed");
    throw new Error("Unavailable");
  });

const exampleProvider = (database: Database): Providers[number] => ({
  id: "example",
  name: "Example person",
  type: "credentials",
  credentials: { handle: { type: "text" } },
  authorize: (credentials) =>
    orUnavailable(
      database.person.findFirst({
        where: { handle: wordOf(credentials?.handle, 120), isExample: true, deactivatedAt: null },
        select: { id: true },
      }),
    ),
});

const passwordProvider = (database: Database): Providers[number] => ({
  id: "password",
  name: "Password",
  type: "credentials",
  credentials: { handle: { type: "text" }, password: { type: "password" } },
  authorize: async (credentials) => {
    const handle = wordOf(credentials?.handle, 120).trim().toLowerCase();
    if (!(await orUnavailable(admitGuess(database, "sign-in", handle, new Date())))) {
      log.warn({ handle }, "sign-in throttled");
      throw new Error("TooMany");
    }
    const person = await orUnavailable(
      database.person.findFirst({
        where: { handle, isExample: false, isService: false, deactivatedAt: null },
        select: { id: true, passwordHash: true },
      }),
    );
    const isRight = await isPassword(
      wordOf(credentials?.password, 200),
      person?.passwordHash ?? null,
    );
    if (!person || !isRight) {
      // People type passwords into the wrong field.
      log.warn({ handle: person ? handle : "unknown" }, "wrong handle or password");
      return null;
    }
    await orUnavailable(forgetGuesses(database, "sign-in", handle));
    return { id: person.id };
  },
});

/** The ways to sign in that this installation offers; each provider's id is also how it authenticates. */
const providersOf = (env: Env, database: Database): Providers => [
  ...(env.isLocal ? [exampleProvider(database)] : []),
  passwordProvider(database),
  ...(env.oidc ? [oidcProvider(env.oidc)] : []),
  ...(env.github ? [githubSignIn(env.github)] : []),
];

/** The provider with its issuer: subjects are unique within it only. */
const identityOf = (env: Env, account: Account) => ({
  provider: account.provider === "oidc" ? `oidc ${env.oidc?.issuer}` : account.provider,
  subject: account.providerAccountId,
});

const personBehind = async (env: Env, user: User, account: Account): Promise<string> => {
  if (account.type === "credentials") return user.id;
  const identity = {
    ...identityOf(env, account),
    handle: user.handle ?? null,
    name: user.name ?? null,
    email: user.email ?? null,
  };
  const recognise = () => recognisePerson.run(asService(), identity);
  // Two first sign-ins at once: the second finds the person whom the first has made.
  const { id } = await recognise().catch((error) => {
    if (error instanceof Refusal && error.code === "conflict") return recognise();
    throw error;
  });
  if (user.groups) await followGroups.run(asService(), { personId: id, ...user.groups });
  return id;
};

const timeOf = (seconds: unknown): Date | null =>
  typeof seconds === "number" ? new Date(seconds * 1000) : null;

/**
 * When it was proven who signs in, as far as anybody says: now where the proof was given here, the
 * ID token's `auth_time` for a provider that tells it. A provider may let somebody in whom it saw
 * hours ago. And when the provider says that it wrote this, which is now by its clock.
 */
const provenAt = ({
  type,
  id_token,
}: Account): { readonly proven: Date | null; readonly issued: Date | null } => {
  if (type === "credentials") return { proven: new Date(), issued: null };
  // The token's signature was checked by the library when it came.
  const [, body = ""] = (id_token ?? "").split(".");
  try {
    const { auth_time, iat } = JSON.parse(Buffer.from(body, "base64url").toString()) as Claims;
    return { proven: timeOf(auth_time), issued: timeOf(iat) };
  } catch {
    return { proven: null, issued: null };
  }
};

/** How the sign-in page calls what a command refused; a provider tells what no person has. */
const refusalWords: Partial<Record<RefusalCode, string>> = {
  unavailable: "Unavailable",
  invalid: "ProviderNonsense",
};

/** next-auth as this installation uses it: a session's token names it, and says who and how, never what they may. */
export const signInOptions = (
  env: Env,
  { database, sessionSecret }: { readonly database: Database; readonly sessionSecret: string },
  { userAgent = "", from = null }: { userAgent?: string; from?: string | null } = {},
): AuthOptions => ({
  providers: providersOf(env, database),
  secret: sessionSecret,
  useSecureCookies: env.publicUrl.startsWith("https:"),
  session: { strategy: "jwt", maxAge: workingDay },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  callbacks: {
    signIn: async ({ user, account }) => {
      if (!account) return false;
      try {
        const asked = signInAttempt.getStore()?.askedAgain ?? null;
        if (asked && account.type !== "credentials") {
          const again = await proveAgainAtProvider(
            asService(),
            database,
            asked,
            identityOf(env, account),
            provenAt(account),
          );
          if (again.kind === "refused") return `${env.publicUrl}/sign-in?error=${again.word}`;
          if (again.kind === "proven") {
            user.id = again.personId;
            user.sessionId = again.sessionId;
            return true;
          }
        }
        const personId = await personBehind(env, user, account);
        const { session } = await signIn.run(asService(), {
          personId,
          authentication: account.provider,
          authenticatedAt: provenAt(account).proven,
          userAgent: userAgent.slice(0, 400),
          from,
        });
        // The token is made of this same user next.
        user.id = personId;
        user.sessionId = session;
        return true;
      } catch (error) {
        const refused = error instanceof Refusal ? error.code : null;
        if (refused === "forbidden") return false;
        if (refused !== "unavailable") log.error({ error }, "sign-in failed");
        const word = (refused && refusalWords[refused]) ?? "Callback";
        return `${env.publicUrl}/sign-in?error=${word}`;
      }
    },
    jwt: ({ token, user, account }) =>
      user && account
        ? { personId: user.id, sessionId: user.sessionId, authentication: account.provider }
        : token,
  },
  logger: {
    error: (code, metadata) => {
      const attempt = signInAttempt.getStore();
      if (attempt) attempt.fault = metadata;
      const error = metadata instanceof Error ? metadata : metadata.error;
      log.error({ code, cause: error instanceof Error ? error.message : undefined }, "sign-in");
    },
    warn: (code) => log.debug({ code }, "sign-in"),
    debug: () => undefined,
  },
});
