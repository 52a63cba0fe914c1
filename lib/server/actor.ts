import { timingSafeEqual } from "node:crypto";
import { cookies, headers } from "next/headers";
import { decode } from "next-auth/jwt";
import type { Actor, Scope } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { env } from "@/lib/server/env";
import { addressHeader } from "@/lib/server/people/client-address";
import { signedInActor } from "@/lib/server/people/person-actor";
import { runtime } from "@/lib/server/runtime";

const sessionCookies = ["__Secure-next-auth.session-token", "next-auth.session-token"];

const isSame = (left: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(left)), Buffer.from(sha256(right)));

const adminTokenActor = (name: string): Actor => ({
  kind: "token",
  id: name,
  name,
  scopes: ["admin"],
  programId: null,
  environmentId: null,
});

const tokenActor = async (secret: string): Promise<Actor> => {
  const { adminToken } = env();
  const { database, localToken, lastSeen } = runtime();
  if (adminToken && isSame(secret, adminToken)) return adminTokenActor("SIGNALBOX_ADMIN_TOKEN");
  if (localToken && isSame(secret, localToken)) return adminTokenActor("local command line");
  const token = await database.token.findUnique({ where: { hash: sha256(secret) } });
  if (!token) throw new Refusal("unauthenticated", "This token is not known here.");
  if (token.revokedAt)
    throw new Refusal("unauthenticated", `The token "${token.name}" is revoked.`);
  if (token.expiresAt && token.expiresAt <= new Date()) {
    throw new Refusal("unauthenticated", `The token "${token.name}" has expired.`);
  }
  lastSeen.note("token", token.id);
  return {
    kind: "token",
    id: token.id,
    name: token.name,
    scopes: token.scopes as Scope[],
    programId: token.programId,
    environmentId: token.environmentId,
  };
};

const sessionActor = async (
  cookie: string | undefined,
  from: string | null,
): Promise<Actor | null> => {
  if (!cookie) return null;
  const { database, sessionSecret, lastSeen } = runtime();
  const token = await decode({ token: cookie, secret: sessionSecret }).catch(() => null);
  if (typeof token?.personId !== "string" || typeof token.sessionId !== "string") return null;
  const actor = await signedInActor(database, token.sessionId, token.personId);
  if (actor) lastSeen.note("session", token.sessionId, { from: from || null });
  return actor;
};

const cookieIn = (header: string | null): string | undefined =>
  header
    ?.split(/;\s*/)
    .map((pair) => pair.split("="))
    .find(([name]) => sessionCookies.includes(name ?? ""))?.[1];

/** Who sends an API request, and whether a browser's cookie said so; `null` for nobody. */
export const identify = async (
  request: Request,
): Promise<{ actor: Actor; byCookie: boolean } | null> => {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const [scheme, secret] = authorization.split(" ");
    if (scheme?.toLowerCase() !== "bearer" || !secret) {
      throw new Refusal("unauthenticated", "Send the token as Authorization: Bearer <token>.");
    }
    return { actor: await tokenActor(secret), byCookie: false };
  }
  const actor = await sessionActor(
    cookieIn(request.headers.get("cookie")),
    request.headers.get(addressHeader),
  );
  return actor && { actor, byCookie: true };
};

/** Who looks at a page; `null` when nobody is signed in. */
export const pageActor = async (): Promise<Actor | null> => {
  const jar = await cookies();
  return sessionActor(
    sessionCookies.map((name) => jar.get(name)?.value).find(Boolean),
    (await headers()).get(addressHeader),
  );
};

/** The path and query of the page that is being shown, as `server.ts` put it into a header. */
export const pageAddress = async (): Promise<string> =>
  (await headers()).get("x-signalbox-path") ?? "/";
