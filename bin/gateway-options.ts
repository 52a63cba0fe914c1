import fs from "node:fs";
import os from "node:os";
import pino from "pino";
import { CliError } from "@/bin/connection";
import type { PlaneLog } from "@/lib/plane/plane-source";

/** Structured log lines on standard error, as the server has them. */
export const gatewayLog = (): PlaneLog =>
  pino({ level: process.env.SIGNALBOX_LOG || "info", base: null }, pino.destination(2));

/** The token that is given, set, or in a file; a process's arguments are seen by everybody on its machine. */
export const gatewayToken = (given: string | undefined, file: string | undefined): string => {
  if (file !== undefined) {
    try {
      return fs.readFileSync(file, "utf8").trim();
    } catch {
      throw new CliError(`The token's file ${file} cannot be read.`);
    }
  }
  const token = given ?? process.env.SIGNALBOX_TOKEN;
  if (!token) {
    throw new CliError("No token. Set SIGNALBOX_TOKEN, or give --token-file or --token.");
  }
  return token;
};

export const upstreamAddress = (address: string): string => {
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return address.replace(/\/+$/, "");
  throw new CliError(`${address} is no address. Give one like https://signalbox.example.`);
};

export const stateFolder = (folder: string): string => {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.accessSync(folder, fs.constants.W_OK);
    return folder;
  } catch {
    throw new CliError(`The folder ${folder} cannot be written. Name another one with --state.`);
  }
};

export const machineName = (): string => os.hostname().slice(0, 80);

/** Calls the first handler for the first of SIGTERM and SIGINT. */
export const onStop = (stop: () => Promise<void>): void => {
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      // An upstream that is gone must not hold up the end.
      setTimeout(() => process.exit(0), 5000).unref();
      void stop().finally(() => process.exit(0));
    });
  }
};
