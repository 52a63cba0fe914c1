import { readFileSync, statSync } from "node:fs";
import type { ClientSettings } from "@/clients/typescript/client-settings";
import type { LocalForce } from "@/clients/typescript/client-types";
import { receiptText } from "@/clients/typescript/receipt-text";

const offWords = new Set(["", "0", "false", "no", "off"]);
const reasonAtMost = 500;

const fromFile = (file: string, before: LocalForce | null): LocalForce | null => {
  let since: Date;
  try {
    since = statSync(file).mtime;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    // Where it cannot be seen at all, what was seen last stays.
    return isMissing ? null : before;
  }
  let reason = "";
  try {
    reason = receiptText(readFileSync(file, "utf8"), reasonAtMost);
  } catch {
    // That it is there is enough.
  }
  const says = reason || receiptText(`${file} is there`, reasonAtMost);
  return { since: since.toISOString(), reason: says };
};

/**
 * The switch on the machine itself: on while a file is there or a variable is set to anything but a word
 * for no. `read` looks again and says whether it was turned on or off since.
 */
export const createLocalForce = ({
  forceFile,
  forceVariable,
}: Pick<ClientSettings, "forceFile" | "forceVariable">) => {
  const startedAt = new Date().toISOString();
  let state: LocalForce | null = null;
  return {
    state: () => state,
    read: (): boolean => {
      const before = state;
      const value = forceVariable === null ? "" : (process.env[forceVariable] ?? "");
      if (!offWords.has(value.trim().toLowerCase())) {
        const reason = receiptText(`${forceVariable}=${value}`, reasonAtMost);
        state = { since: startedAt, reason };
      } else state = forceFile === null ? null : fromFile(forceFile, before);
      return (before === null) !== (state === null);
    },
  };
};
