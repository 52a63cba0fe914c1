import fs from "node:fs";
import { CliError } from "@/bin/connection";

/** The lines of a file, a piece at a time: an export may be longer than a text can be. */
export function* readLines(file: string): Generator<string> {
  if (!fs.existsSync(file)) throw new CliError(`There is no file ${file}.`);
  const handle = fs.openSync(file, "r");
  const decoder = new TextDecoder();
  const piece = Buffer.alloc(1 << 20);
  let rest = "";
  try {
    for (;;) {
      const size = fs.readSync(handle, piece);
      const parts = (rest + decoder.decode(piece.subarray(0, size), { stream: size > 0 })).split(
        "\n",
      );
      rest = parts.pop() ?? "";
      yield* parts;
      if (size === 0) break;
    }
  } finally {
    fs.closeSync(handle);
  }
  if (rest !== "") yield rest;
}
