import type { Command } from "commander";
import { CliError } from "@/bin/connection";

/** Runs a command line; what it refuses is a sentence on standard error and an exit code. */
export const runProgram = async (program: Command): Promise<void> => {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
};
