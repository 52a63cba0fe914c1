import { Command } from "commander";
import { canIFlip } from "@/bin/commands/can-i-flip";
import { exportChecklist, listFiles } from "@/bin/commands/checklist";
import { force, lift } from "@/bin/commands/force";
import { importTrackers } from "@/bin/commands/import-trackers";
import { pushEvidence } from "@/bin/commands/push-evidence";
import { readOwner } from "@/bin/commands/read-owner";
import { reportDeployment } from "@/bin/commands/report-deployment";
import { exportSignatures, verifySignatures } from "@/bin/commands/signatures";
import { verifyAudit } from "@/bin/commands/verify-audit";
import { verifyPacket } from "@/bin/commands/verify-packet";
import type { Connection } from "@/bin/connection";
import { addGatewayCommands } from "@/bin/gateway-commands";
import { addOwnerCommands } from "@/bin/owner-commands";
import { runProgram } from "@/bin/run-program";

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
  .option("--json", "print heads as JSON, one a line: kept elsewhere, they are checkpoints")
  .action((options) => verifyAudit(connection(), options));

const signatures = program.command("signatures").description("who vouched for what");
signatures
  .command("export")
  .description("every signature with exactly what was shown, one a line")
  .argument("<program>", "the program")
  .option("--to <folder>", "write them there with the audit and how to check both by hand")
  .action((key: string, options) => exportSignatures(connection(), key, options));
signatures
  .command("verify")
  .description("check exported signatures against the exported audit, with no server at all")
  .argument("<file>", "the signatures that were exported")
  .requiredOption(
    "--audit <file>",
    "the audit that was exported: signatures export --to writes both",
  )
  .option(
    "--checkpoints <file>",
    "heads of the audit that were kept elsewhere: audit verify --json",
  )
  .option(
    "--list",
    "print each signature: who gave it, for whom or in whose place, and whether it holds",
  )
  .option("--json", "print the verdicts as JSON")
  .action((file: string, options) => verifySignatures(file, options));

const checklists = program
  .command("checklist")
  .description("checklists as they were imported, with what was signed filled in");
checklists
  .command("list")
  .description("which files there are")
  .argument("<program>", "the program")
  .action((key: string) => listFiles(connection(), key));
checklists
  .command("export")
  .description("files with what was signed filled in; importing them again changes nothing")
  .argument("<program>", "the program")
  .argument("[files...]", "names of files; all of them without")
  .option("--to <folder>", "write them there; one file goes to standard output without it")
  .action((key: string, files: string[], options) =>
    exportChecklist(connection(), key, files, options),
  );

program
  .command("packet")
  .description("evidence packets")
  .command("verify")
  .description("check a packet's files against its manifest, with no server at all")
  .argument("<file>", "the zip that was exported")
  .option("--json", "print the verdict as JSON")
  .action((file: string, options) => verifyPacket(file, options));

program
  .command("evidence")
  .description("what tests and measurements found out")
  .command("push")
  .description("report evidence of a build: what a file is, is told by its content")
  .requiredOption("--program <key>", "the program")
  .requiredOption("--file <paths...>", "JUnit XML, go test -json, k6 summaries, Signalbox's JSON")
  .option("--commit <sha>", "the build that it is about")
  .option(
    "--since-commit <sha>",
    "whose commits it changed: all since this one, read from git here",
  )
  .option("--author <who...>", "who wrote them, where there is no git: addresses or handles")
  .option("--kind <word>", "test, measurement or a kind of your own; else told by the file")
  .option("--side <word>", "legacy or target, or the program's own words")
  .option("--env, --environment <key>", "where it was found out")
  .option("--ref <name>", "the branch or tag that was built")
  .option("--run-url <address>", "the run that found it out")
  .option("--budget <key>", "the budget that is measured")
  .option("--subject <places...>", "what it is about, such as capability:v2-pull")
  .option("--collected-at <time>", "when it was found out, where the file does not say")
  .option(
    "--series <words>",
    "what it supersedes: reports of the same words; else of the same file name",
  )
  .option("--dry-run", "say what the files are and would change, and store nothing")
  .option("--json", "print the answer as JSON")
  .action((options) => pushEvidence(connection(), options));

const placed = (name: string, says: string): Command =>
  program
    .command(name)
    .description(says)
    .requiredOption("--program <key>", "the program")
    .requiredOption("--env, --environment <key>", "the environment, e.g. production")
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
  .command("deployed")
  .description("tell which build of a side runs in an environment: evidence counts for that one")
  .requiredOption("--program <key>", "the program")
  .requiredOption("--env, --environment <key>", "the environment, e.g. production")
  .requiredOption("--side <word>", "legacy or target, or the program's own words")
  .requiredOption("--commit <sha>", "the commit that was built")
  .option(
    "--since-commit <sha>",
    "whose commits it changed: all since this one, read from git here",
  )
  .option("--author <who...>", "who wrote them, where there is no git: addresses or handles")
  .option("--label <words>", "what people call it: a tag, an image")
  .option("--ref <name>", "the branch or tag that was built")
  .option("--run-url <address>", "the run that deployed it")
  .option("--ancestors <shas>", "its parents' commits, the nearest first, with commas")
  .option("--alongside", "it runs beside what runs already, as a canary")
  .option("--ended", "it does not run any more")
  .option("--at <time>", "since when, e.g. 2026-11-21T02:00:00Z; now without it")
  .option("--dry-run", "only say what would become unknown")
  .option("--json", "print the answer as JSON")
  .action((options) => reportDeployment(connection(), options));

program
  .command("can-i-flip")
  .description(
    "may something move to the target now: exit code 0 yes, 1 no or not known, 2 an error",
  )
  // What is asked wrongly is no "no".
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .requiredOption("--program <key>", "the program")
  .requiredOption("--env, --environment <key>", "the environment, e.g. production")
  .option("--capability <key>", "ask about a capability")
  .option("--family <key>", "ask about a family")
  .option("--route <id>", "ask about a route")
  .option("--worker <name>", "ask about a worker")
  .option("--step <step>", "first-cohort, expand, full or retire-legacy", "full")
  .option("--retry-while-unknown <duration>", "ask again while it is not known, for 90s, 10m, 1h")
  .option("--json", "print the answer as JSON")
  .action((options) => canIFlip(connection(), options));

addOwnerCommands(program, connection);
addGatewayCommands(program);

await runProgram(program);
