import { readFile, stat, utimes } from "node:fs/promises";
import { writeAtomically } from "@/clients/typescript/write-atomically";

/** The last good snapshot on disk. The file's time is when it was last known to be the newest. */
export type LastGoodFile = {
  /** `null` where there is none; rejects where there is one that cannot be read. */
  load(): Promise<{ text: string; ageMilliseconds: number } | null>;
  save(text: string): Promise<void>;
  confirm(): Promise<void>;
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** A file on disk, or (`null`) nowhere. `now` in milliseconds since 1970. */
export const createLastGoodFile = (file: string | null, now: () => number): LastGoodFile => ({
  load: async () => {
    if (file === null) return null;
    try {
      const { mtimeMs } = await stat(file);
      const text = await readFile(file, "utf8");
      return { text, ageMilliseconds: Math.max(0, now() - mtimeMs) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  save: async (text) => {
    if (file !== null) await writeAtomically(file, text);
  },
  confirm: async () => {
    if (file === null) return;
    const seconds = now() / 1000;
    await utimes(file, seconds, seconds);
  },
});
