import { Command } from "commander";
import { importTrackers } from "@/bin/commands/import-trackers";
import { verifyAudit } from "@/bin/commands/verify-audit";
import { CliError, type Connection } from "@/bin/connection";

/** The command line: every command is a client of the same API that the pages use. */
const program = new Command("signalbox")
  .description("The control room for moving a live system, one route and one worker at a time.")
  .option("--url <address>", "the Signalbox to talk to (SIGNALBOX_URL)")
  .option("--token <token>", "an API token (SIGNALBOX_TOKEN, SIGNALBOX_ADMIN_TOKEN)")
  .showHelpAfterError();

const connection = (): Connection => program.opts<Connection>();

program
  .command("import")
  .description("bring trackers into a program: shows what would change, writes on confirmation")
  .argument("<paths...>", "folders or files: CSV and Markdown trackers")
  .requiredOption("--program <key>", "the program to import into")
  .option("--create", "create the program when there is none")
  .option("--name <name>", "with --create: the program's name")
  .option("--legacy <word>", "with --create: the legacy owner's word, e.g. python")
  .option("--target <word>", "with --create: the target owner's word, e.g. go")
  .option("--yes", "write without asking")
  .option("--json", "print the preview or the result as JSON")
  .action((paths: string[], options) => importTrackers(connection(), paths, options));

program
  .command("audit")
  .description("the audit log")
  .command("verify")
  .description("check hash chains from their first event to their head")
  .option("--program <key>", "one program; all of them without it")
  .option("--file <export>", "check an exported file, with no server at all")
  .action((options) => verifyAudit(connection(), options));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
