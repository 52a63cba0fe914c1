import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { TokenView } from "@/lib/contract/people";
import { Timestamp } from "@/lib/contract/words";

const Authentication = z.enum(["example", "password", "oidc", "github"]);

const SessionView = z.object({
  id: z.uuid(),
  authentication: z.string(),
  startedAt: Timestamp,
  /** When it was last proven who it is; `null` where the provider does not say. */
  authenticatedAt: Timestamp.nullable(),
  /** When the second factor was last given in it. */
  factorAt: Timestamp.nullable(),
  lastSeenAt: Timestamp,
  /** The addresses that it was begun from and last seen at; `null` where they are not known. */
  startedFrom: z.string().nullable(),
  lastSeenFrom: z.string().nullable(),
  /** The browser, in its own words. */
  userAgent: z.string(),
  isThis: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const listSessions = operation({
  id: "listSessions",
  method: "GET",
  path: "/api/v1/me/sessions",
  summary: "Where the caller is signed in",
  tag: "people",
  input: z.object({}),
  answer: z.object({ sessions: z.array(SessionView) }),
});

export const endSession = operation({
  id: "endSession",
  method: "DELETE",
  path: "/api/v1/me/sessions/{session}",
  summary: "Sign out somewhere else: the session's cookie is refused at once",
  tag: "people",
  input: z.object({ session: z.uuid() }),
  answer: z.object({ id: z.uuid() }),
});

export const endOtherSessions = operation({
  id: "endOtherSessions",
  method: "DELETE",
  path: "/api/v1/me/sessions",
  summary: "Sign out everywhere but here",
  tag: "people",
  input: z.object({}),
  answer: z.object({ ended: z.int() }),
});

/** A handle. */
const PersonInput = z.object({ person: z.string().min(1).max(120) });

export const listPersonSessions = operation({
  id: "listPersonSessions",
  method: "GET",
  path: "/api/v1/people/{person}/sessions",
  summary: "Where a person is signed in, and whether they have a second factor; for an admin",
  tag: "people",
  input: PersonInput,
  answer: z.object({
    sessions: z.array(SessionView),
    hasSecondFactor: z.boolean(),
  }),
});

export const endPersonSessions = operation({
  id: "endPersonSessions",
  method: "DELETE",
  path: "/api/v1/people/{person}/sessions",
  summary: "End a person's sessions, or one of them; they are told, and each is refused at once",
  tag: "people",
  input: PersonInput.extend({
    /** Only this one; all of them where it is left out. */
    session: z.uuid().optional(),
    reason: z.string().trim().min(1).max(1000),
  }),
  answer: z.object({ ended: z.int() }),
});

export const proveAgain = operation({
  id: "proveAgain",
  method: "POST",
  path: "/api/v1/me/proof",
  summary: "Prove again who one is, with the password of a local account, before a signature",
  tag: "people",
  input: z.object({ password: z.string().min(1).max(200) }),
  answer: z.object({ authenticatedAt: Timestamp }),
});

export const readProof = operation({
  id: "readProof",
  method: "GET",
  path: "/api/v1/me/proof",
  summary: "How the caller can prove again who they are, before a signature",
  tag: "people",
  input: z.object({}),
  answer: z.object({
    /** How they signed in; `null` for a token. */
    authentication: Authentication.nullable(),
    /** What the sign-in is called. */
    name: z.string(),
    /** The first is offered first: none where nothing here proves anything, for a token. */
    ways: z.array(z.enum(["password", "provider", "second-factor", "press"])),
    /** A second factor is the only way, and there is none yet. */
    needsSetUp: z.boolean(),
  }),
});
export type ProofWays = z.infer<typeof readProof.answer>;

export const readAccount = operation({
  id: "readAccount",
  method: "GET",
  path: "/api/v1/me/account",
  summary: "The caller's account: who they are here, how they sign in, what acts for them",
  tag: "people",
  input: z.object({}),
  answer: z.object({
    handle: z.string().nullable(),
    name: z.string(),
    title: z.string(),
    email: z.string().nullable(),
    isAdmin: z.boolean(),
    teams: z.array(z.string()),
    authentication: Authentication.nullable(),
    /** Every way by which this account can be signed in to. */
    signsInWith: z.array(z.string()),
    /** Tokens that act for them. */
    tokens: z.array(TokenView.extend({ program: z.string().nullable() })),
  }),
});
export type AccountView = z.infer<typeof readAccount.answer>;
