import { createHash } from "node:crypto";
import fs from "node:fs";
import { CliError } from "@/bin/connection";
import { Refusal } from "@/lib/domain/refusal";
import { type PacketVerdict, verifyPacket as verify } from "@/lib/formats/verify-packet";

const verdictOf = (file: string): PacketVerdict => {
  if (!fs.existsSync(file)) throw new CliError(`There is no file ${file}.`);
  try {
    return verify(fs.readFileSync(file), (bytes) =>
      createHash("sha256").update(bytes).digest("hex"),
    );
  } catch (error) {
    if (error instanceof Refusal) throw new CliError(`${file}: ${error.message}`, 1);
    throw error;
  }
};

/** `signalbox packet verify`: recomputes every digest of a packet here; exit code 1 when one does not hold. */
export const verifyPacket = (file: string, options: { json?: boolean }): void => {
  const verdict = verdictOf(file);
  if (options.json) console.log(JSON.stringify(verdict, null, 2));
  else {
    for (const { path, says } of verdict.faults) console.log(`${path}: ${says}`);
    console.log(`${verdict.intact} files as they were packed; manifest ${verdict.manifest}`);
  }
  if (verdict.faults.length > 0) throw new CliError(`${file} is not as it was packed.`, 1);
};
