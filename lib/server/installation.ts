import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { type Database, sql } from "@/lib/server/db";

export type Installation = { readonly signingKey: KeyObject; readonly sessionSecret: string };

/** The installation's row, made on first start; several processes that start at once agree on one. */
export const openInstallation = async (database: Database): Promise<Installation> => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const secret = randomBytes(32).toString("base64url");
  await database.$executeRaw(sql`
    INSERT INTO "Installation" ("id", "signingKey", "sessionSecret")
    VALUES (1, ${pem}, ${secret}) ON CONFLICT DO NOTHING`);
  const row = await database.installation.findUniqueOrThrow({ where: { id: 1 } });
  return { signingKey: createPrivateKey(row.signingKey), sessionSecret: row.sessionSecret };
};
