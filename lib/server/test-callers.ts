import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Scope } from "@/lib/domain/permissions";
import { sha256 } from "@/lib/server/audit";
import type { Database } from "@/lib/server/db";
import type { Runtime } from "@/lib/server/runtime";

/** What a caller of the API sends to say who they are. */
export type Caller = Readonly<Record<string, string>>;

export const nobody: Caller = {};

/** The headers of a signed-in person's browser. */
export const browserOf = async (
  { sessionSecret, database }: Pick<Runtime, "sessionSecret" | "database">,
  personId: string,
): Promise<Caller> => {
  const at = new Date();
  const { id: sessionId } = await database.session.create({
    data: {
      personId,
      authentication: "password",
      startedAt: at,
      authenticatedAt: at,
      lastSeenAt: at,
    },
  });
  const token = { personId, sessionId, authentication: "password" };
  const session = await encode({ token, secret: sessionSecret });
  return { cookie: `next-auth.session-token=${session}`, "x-signalbox-request": "1" };
};

export const bearer = (secret: string): Caller => ({ authorization: `Bearer ${secret}` });

/** The headers of a client with a stored token of one scope. */
export const tokenOf = async (
  database: Database,
  scope: Scope,
  programId: string | null,
  more: { readonly revokedAt?: Date; readonly expiresAt?: Date } = {},
): Promise<Caller> => {
  const secret = `sbx_${randomBytes(24).toString("base64url")}`;
  const name = `${scope}-${randomUUID().slice(0, 8)}`;
  await database.token.create({
    data: {
      name,
      hash: sha256(secret),
      hint: "sbx_…",
      scopes: [scope],
      programId,
      createdByName: "tests",
      ...more,
    },
  });
  return bearer(secret);
};

/** A monitor's call as it is sent: the body and the signature that its hook's secret makes of it. */
export const signedCall = (secret: string, body: string, at = new Date()) => {
  const seconds = Math.floor(at.getTime() / 1000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return { body, authorization: null, signature: `t=${seconds},v1=${mac}` };
};
