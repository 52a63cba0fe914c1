import fs from "node:fs";
import path from "node:path";
import { CliError, type Connection, call } from "@/bin/connection";
import { type CodeownersEffect, setCodeowners } from "@/lib/contract/owners";

type Options = {
  readonly program: string;
  readonly map?: readonly string[];
  readonly apply?: boolean;
  readonly reason?: string;
  readonly makeTeams?: boolean;
  readonly json?: boolean;
};

const mostLines = 20;

/** `@acme/team=registry` as an owner and the team that it is here. */
const mapped = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new CliError(`Write --map <owner>=<team>, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

const lines = (effect: CodeownersEffect): string[] => {
  const unknown = effect.owners.filter(({ team }) => team === null);
  return [
    `${effect.lines} lines, ${effect.owners.length} owners, ${effect.faultCount} lines left out.`,
    ...effect.faults.slice(0, mostLines).map(({ row, says }) => `  line ${row}: ${says}`),
    ...effect.owners
      .filter(({ team }) => team !== null)
      .slice(0, mostLines)
      .map(
        ({ owner, team, rows, isNew }) =>
          `  ${owner} is ${team}${isNew ? " (new)" : ""}: ${rows} rows`,
      ),
    ...(unknown.length > 0
      ? [`${unknown.length} owners are no team here; say which with --map:`]
      : []),
    ...unknown
      .slice(0, mostLines)
      .map(({ owner, rows, at }) => `  ${owner}: ${rows} rows, line ${at.slice(0, 4).join(", ")}`),
    `${effect.changed} rows ${effect.isApplied ? "changed" : "would change"} hands.`,
    ...effect.teams
      .filter(({ before, after }) => before !== after)
      .map(({ team, before, after }) => `  ${team ?? "nobody"}: ${before} -> ${after}`),
  ];
};

/** `signalbox owners codeowners`: what a CODEOWNERS file would do to who owns what; `--apply` does it. */
export const pushCodeowners = async (
  connection: Connection,
  file: string,
  { program, map = [], apply = false, reason, makeTeams = false, json }: Options,
): Promise<void> => {
  if (apply && !reason) throw new CliError("Say why with --reason.");
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    throw new CliError(`${file} cannot be read.`);
  }
  const input = { program, name: path.basename(file), text, teams: mapped(map), makeTeams };
  const seen = await call(connection, setCodeowners, { ...input, dryRun: true });
  const effect = apply
    ? await call(connection, setCodeowners, {
        ...input,
        inventoryVersion: seen.inventoryVersion,
        reason,
      })
    : seen;
  console.log(json ? JSON.stringify(effect) : lines(effect).join("\n"));
};
