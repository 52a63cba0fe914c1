import type { Command } from "commander";
import { runAgent } from "@/bin/commands/run-agent";
import { runEdge } from "@/bin/commands/run-edge";

type Shared = { readonly token?: string };

const edgeExamples = `
Examples:
  $ export SIGNALBOX_TOKEN=…            a token with the scope "plane"
  $ signalbox edge --upstream https://signalbox.example
  $ signalbox edge --upstream https://signalbox.example --token-file /etc/signalbox/token \\
      --listen 0.0.0.0:3100 --state /var/lib/signalbox-edge --name edge-fra-1

Its clients use it as they would use Signalbox itself, with tokens of their own. It starts from
--state when the upstream is gone. Emergency, with nothing else up:
  $ echo "why" > /var/lib/signalbox-edge/force-legacy      force legacy in flags and exports
  $ rm /var/lib/signalbox-edge/force-legacy                lift it
Clients that follow its snapshots decide for themselves and have a force of their own.
What was forced is reported to Signalbox as soon as it is back.`;

const agentExamples = `
Examples:
  $ export SIGNALBOX_TOKEN=…            a token with the scope "plane"
  $ signalbox agent --format nginx --upstream https://signalbox.example \\
      --out /etc/nginx/conf.d/owners.conf --validate 'nginx -t' --reload 'nginx -s reload'
  $ signalbox agent --format envoy --upstream http://127.0.0.1:3100 --out /etc/envoy/owners.json
  $ signalbox agent --format env --upstream http://127.0.0.1:3100 --follow quay/staging \\
      --out /etc/quay/owners.env --reload 'systemctl try-reload-or-restart quay'

The file is written beside its place, checked, moved there whole, checked with everything around it,
and reloaded; when any of that fails, the last good file stays. Emergency, with nothing else up:
  $ signalbox agent --format nginx --out /etc/nginx/conf.d/owners.conf \\
      --reload 'nginx -s reload' --force-legacy "why"
and --lift-force in its place when it is over. An agent that runs sees either within a second.`;

/** Adds `edge` and `agent`: they need a Signalbox's plane, or nothing at all, and never its database. */
export const addGatewayCommands = (program: Command): void => {
  const shared = (): Shared => program.opts<Shared>();
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
    .addHelpText("after", edgeExamples)
    .action((options) => runEdge({ ...shared(), ...options }));

  program
    .command("agent")
    .description("keeps a gateway's file at the newest version: writes, checks, reloads, reports")
    .requiredOption("--format <format>", "env, nginx or envoy")
    .requiredOption("--out <file>", "the gateway's file")
    .option("--reload <command>", "makes the gateway read the file, e.g. 'nginx -s reload'")
    .option(
      "--validate <command>",
      "checks it first, e.g. 'nginx -t'; {file} is the new file's path",
    )
    .option(
      "--upstream <address>",
      "the Signalbox, or edge, to follow; without it, once from the disk",
    )
    .option("--token-file <file>", "the file that holds its token (or SIGNALBOX_TOKEN, or --token)")
    .option("--follow <program/environment>", "which one, when the token reaches several")
    .option("--state <folder>", "where the last known good is kept; beside the file without it")
    .option("--pid-file <file>", "nginx's, to see when its old workers have ended")
    .option("--nginx <binary>", "the nginx that checks the file by itself", "nginx")
    .option(
      "--observe <owner=address...>",
      "where each owner's side tells how much it has answered",
    )
    .option("--force-legacy [reason]", "force legacy on this gateway until --lift-force")
    .option("--lift-force", "lift the force of this gateway")
    .option("--legacy <word>", "with --force-legacy, where nothing is known yet: e.g. python")
    .option("--target <word>", "likewise")
    .addHelpText("after", agentExamples)
    .action((options) => runAgent({ ...shared(), ...options }));
};
