import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PlaneLog } from "@/lib/plane/plane-source";
import type { Upstream } from "@/lib/plane/upstream";
import { readKey, writeKey } from "@/lib/plane/verify-snapshot";
import { writeAtomically } from "@/lib/plane/write-atomically";

/**
 * The key that an upstream signs with: as the folder has it, else as the upstream tells it the first time,
 * and from then on that one. An upstream with another key is another upstream: whoever means it removes
 * `key.json`. `null` while neither tells.
 */
export const knownKey = async (
  folder: string,
  upstream: Upstream | null,
  log: PlaneLog,
): Promise<KeyObject | null> => {
  const file = path.join(folder, "key.json");
  const kept = readKey(await readFile(file, "utf8").catch(() => ""));
  if (kept !== null || upstream === null) return kept;
  try {
    const told = readKey((await upstream.get("/plane/v1/keys")).text);
    if (told === null) throw new Error("It names no key.");
    await writeAtomically(file, writeKey(told), 0o600);
    return told;
  } catch (error) {
    log.warn({ because: String(error) }, "the upstream's key is not known yet");
    return null;
  }
};
