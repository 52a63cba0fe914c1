import type { Command } from "commander";
import { pushCodeowners } from "@/bin/commands/codeowners";
import type { Connection } from "@/bin/connection";

/** The commands about who owns what. */
export const addOwnerCommands = (program: Command, connection: () => Connection): void => {
  program
    .command("owners")
    .description("whose rows are whose")
    .command("codeowners")
    .description("what a CODEOWNERS file would do to who owns what; --apply does it")
    .argument("<file>", "the CODEOWNERS file")
    .requiredOption("--program <key>", "the program")
    .option("--map <owner=team...>", "which team an owner of the file is here")
    .option("--apply", "give the rows; without it nothing is written")
    .option("--make-teams", "make teams that do not exist yet")
    .option("--reason <words>", "why; needed with --apply")
    .option("--json", "print the answer as JSON")
    .action((file: string, options) => pushCodeowners(connection(), file, options));
};
