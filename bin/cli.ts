import { Command } from "commander";
import { force, lift } from "@/bin/commands/force";
import { importTrackers } from "@/bin/commands/import-trackers";
import { readOwner } from "@/bin/commands/read-owner";
import { runAgent } from "@/bin/commands/run-agent";
import { runEdge } from "@/bin/commands/run-edge";
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

const placed = (name: string, says: string): Command =>
  program
    .command(name)
    .description(says)
    .requiredOption("--program <key>", "the program")
    .requiredOption("--env <key>", "the environment, e.g. production")
    .option("--json", "print the answer as JSON");

placed("force", "force everything in a scope to the legacy owner, at once")
  .requiredOption("--reason <words>", "why")
  .option("--family <key>", "only this family")
  .option("--capability <key>", "only this capability")
  .option("--for <duration>", "end by itself after 30m, 2h, 1d")
  .option("--acknowledge <capability...>", "capabilities that lose what only the target wrote")
  .action((options) => force(connection(), options));

placed("lift", "lift a force: the rules decide again")
  .requiredOption("--reason <words>", "why")
  .option("--family <key>", "the family that is forced")
  .option("--capability <key>", "the capability that is forced")
  .action((options) => lift(connection(), options));

placed("owner", "who owns a request, a route or a worker, and which rule says so")
  .argument("[request...]", "a method and a path: GET /v2/")
  .option("--route <id>", "ask about a route")
  .option("--worker <name>", "ask about a worker")
  .option("--host <name>", "the request's host")
  .option("--org <name>", "the request's org")
  .option("--repo <name>", "the request's repo")
  .option("--user <name>", "the request's user")
  .option("--at <time>", "as it stood then, e.g. 2026-11-21T02:00:00Z")
  .option("--version <number>", "as it stood at that version")
  .action((request: string[], options) => readOwner(connection(), request, options));

program
  .command("edge")
  .description("the data plane by itself: follows an upstream Signalbox and survives it")
  .requiredOption("--upstream <address>", "the Signalbox, or edge, to follow")
  .option("--token-file <file>", "the file that holds its token (or SIGNALBOX_TOKEN, or --token)")
  .option("--listen <place>", "a port, or host:port", "127.0.0.1:3100")
  .option("--state <folder>", "where the last known good is kept", ".signalbox-edge")
  .option("--name <name>", "how receipts call this edge; its machine's name without it")
  .option("--force-legacy [reason]", "force legacy on this edge until its force file is removed")
  .option("--force-file <file>", "the file whose presence forces legacy; in the state folder")
  .action((options) => runEdge({ ...program.opts<Connection>(), ...options }));

program
  .command("agent")
  .description("keeps a gateway's file at the newest version: writes, checks, reloads, reports")
  .requiredOption("--format <format>", "env, nginx or envoy")
  .requiredOption("--out <file>", "the gateway's file")
  .option("--reload <command>", "makes the gateway read the file, e.g. 'nginx -s reload'")
  .option("--validate <command>", "checks it first, e.g. 'nginx -t'; {file} is the new file's path")
  .option(
    "--upstream <address>",
    "the Signalbox, or edge, to follow; without it, once from the disk",
  )
  .option("--token-file <file>", "the file that holds its token (or SIGNALBOX_TOKEN, or --token)")
  .option("--follow <program/environment>", "which one, when the token reaches several")
  .option("--state <folder>", "where the last known good is kept; beside the file without it")
  .option("--pid-file <file>", "nginx's, to see when its old workers have ended")
  .option("--nginx <binary>", "the nginx that checks the file by itself", "nginx")
  .option("--observe <owner=address...>", "where each owner's side tells how much it has answered")
  .option("--force-legacy [reason]", "force legacy on this gateway until --lift-force")
  .option("--lift-force", "lift the force of this gateway")
  .option("--legacy <word>", "with --force-legacy, where nothing is known yet: e.g. python")
  .option("--target <word>", "likewise")
  .action((options) => runAgent({ ...program.opts<Connection>(), ...options }));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
