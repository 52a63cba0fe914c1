import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createMigrated } from "@/lib/server/test-template";

/** Makes the data folder that new homes are copies of: a server that starts on one has nothing to migrate. */
export default async function makeHome(): Promise<(() => void) | undefined> {
  if (process.env.SIGNALBOX_TEST_DATABASE_URL) return;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-home-"));
  const database = await createMigrated(path.join(folder, "postgres"));
  await database.close();
  process.env.SIGNALBOX_TEST_HOME = folder;
  return () => fs.rmSync(folder, { recursive: true, force: true });
}
