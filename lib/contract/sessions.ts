import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Timestamp } from "@/lib/contract/words";

const SessionView = z.object({
  id: z.uuid(),
  authentication: z.string(),
  startedAt: Timestamp,
  /** When it was last proven who it is; `null` where the provider does not say. */
  authenticatedAt: Timestamp.nullable(),
  lastSeenAt: Timestamp,
  /** The browser, in its own words. */
  userAgent: z.string(),
  isThis: z.boolean(),
});

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

export const proveAgain = operation({
  id: "proveAgain",
  method: "POST",
  path: "/api/v1/me/proof",
  summary: "Prove again who one is, with the password of a local account, before a signature",
  tag: "people",
  input: z.object({ password: z.string().min(1).max(200) }),
  answer: z.object({ authenticatedAt: Timestamp }),
});
