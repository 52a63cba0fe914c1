import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * The token by which the command line on this machine is an admin of the local mode.
 * It lies in the data folder, readable by its owner only, and is made anew at every start.
 */
export const localToken = (dataFolder: string): string => {
  const token = `sbx_local_${randomBytes(24).toString("base64url")}`;
  const file = path.join(dataFolder, "cli-token");
  fs.writeFileSync(file, token, { mode: 0o600 });
  fs.chmodSync(file, 0o600);
  return token;
};
