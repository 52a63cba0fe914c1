import { Command } from "commander";
import { addGatewayCommands } from "@/bin/gateway-commands";
import { runProgram } from "@/bin/run-program";

/** The edge and the agent alone: built into one file that a gateway's machine runs with Node and nothing else. */
const program = new Command("gateway.mjs")
  .description("Signalbox beside a gateway: the edge and the agent.")
  .option("--token <token>", "a token with the scope plane (or SIGNALBOX_TOKEN)")
  .showHelpAfterError();

addGatewayCommands(program);
await runProgram(program);
