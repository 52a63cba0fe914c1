import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { PlaneLog } from "@/lib/plane/plane-source";
import { runCommand, shellWord } from "@/lib/plane/run-command";
import {
  moveIntoPlace,
  sweepLeftovers,
  writeAtomically,
  writeBeside,
} from "@/lib/plane/write-atomically";

export type ApplyOutcome =
  | { readonly is: "applied" }
  /** The gateway has it already. */
  | { readonly is: "unchanged" }
  /** The last good file is in its place and in use. */
  | { readonly is: "kept"; readonly says: string };

type Options = {
  /** The gateway's file. */
  readonly file: string;
  /** Where the last good file and what was applied are noted. */
  readonly folder: string;
  /** Checks a candidate, whose path stands for `{file}`, or the whole configuration where there is none. */
  readonly validate: string | null;
  readonly reload: string | null;
  /** Checks a candidate by itself, whatever `validate` does. */
  readonly checkAlone: ((candidate: string) => Promise<string | null>) | null;
  readonly log: PlaneLog;
};

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const readText = (file: string): Promise<string | null> => readFile(file, "utf8").catch(() => null);

/**
 * Brings a text into a gateway: written beside its place, checked, moved there, checked with everything
 * around it, reloaded, and noted as applied. Whatever fails, or whenever it is killed: the gateway has a
 * whole file, and a file that it was not seen to take is brought to it again or taken back.
 */
export const createGatewayApplier = (options: Options) => {
  const { file, folder, validate, reload, checkAlone, log } = options;
  const appliedFile = path.join(folder, "applied");
  const lastGoodFile = path.join(folder, "last-good");
  const isOfCandidate = validate?.includes("{file}") ?? false;

  const runAbout = async (command: string, place: string): Promise<string | null> => {
    const result = await runCommand(command.replaceAll("{file}", shellWord(place)), place);
    return result.is === "done" ? null : result.says;
  };

  const checkCandidate = async (candidate: string): Promise<string | null> =>
    (await checkAlone?.(candidate)) ??
    (validate !== null && isOfCandidate ? await runAbout(validate, candidate) : null);

  const goBack = async (before: string | null, says: string): Promise<ApplyOutcome> => {
    const lastGood = (await readText(lastGoodFile)) ?? before;
    if (lastGood === null) await rm(file, { force: true });
    else await writeAtomically(file, lastGood);
    log.warn({ file, because: says }, "the gateway's file was not taken; the last good one stays");
    return { is: "kept", says };
  };

  return {
    /** The text that the gateway was last seen to take, while its file still holds it. */
    applied: async (): Promise<string | null> => {
      const text = await readText(file);
      return text !== null && (await readText(appliedFile)) === digestOf(text) ? text : null;
    },
    apply: async (text: string): Promise<ApplyOutcome> => {
      const before = await readText(file);
      const isGood = before !== null && (await readText(appliedFile)) === digestOf(before);
      if (isGood && before === text) return { is: "unchanged" };
      await sweepLeftovers(file);
      const candidate = await writeBeside(file, text);
      try {
        const wrong = await checkCandidate(candidate);
        if (wrong !== null) {
          log.warn(
            { file, because: wrong },
            "a file for the gateway is not valid; it is left aside",
          );
          return { is: "kept", says: wrong };
        }
        if (isGood && before !== null) await writeAtomically(lastGoodFile, before);
        await moveIntoPlace(candidate, file);
      } finally {
        await rm(candidate, { force: true });
      }
      if (validate !== null && !isOfCandidate) {
        const wrong = await runAbout(validate, file);
        if (wrong !== null) return goBack(before, wrong);
      }
      const wrong = reload === null ? null : await runAbout(reload, file);
      if (wrong !== null) return goBack(before, wrong);
      await writeAtomically(appliedFile, digestOf(text));
      return { is: "applied" };
    },
  };
};

/** Checks an nginx file by itself, in a configuration that holds nothing else. Needs `binary`. */
export const checkNginxAlone =
  (binary: string, folder: string) =>
  async (candidate: string): Promise<string | null> => {
    const wrapper = path.join(folder, "check.conf");
    const quoted = candidate.replace(/[\\"]/g, "\\$&");
    const pid = path.join(folder, "check.pid").replace(/[\\"]/g, "\\$&");
    await writeAtomically(
      wrapper,
      `pid "${pid}";\nerror_log stderr;\nevents { }\nhttp {\n    access_log off;\n    include "${quoted}";\n}\n`,
    );
    const result = await runCommand(
      `${shellWord(binary)} -t -q -c ${shellWord(wrapper)}`,
      candidate,
    );
    return result.is === "done" ? null : result.says;
  };
