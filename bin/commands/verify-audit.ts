import { createHash } from "node:crypto";
import fs from "node:fs";
import { createInterface } from "node:readline";
import { CliError, type Connection, call, lines } from "@/bin/connection";
import { exportAudit } from "@/lib/contract/audit";
import { listPrograms } from "@/lib/contract/programs";
import {
  type ChainPosition,
  emptyChain,
  type HashedAuditEntry,
  verifyChain,
} from "@/lib/domain/audit-chain";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

type Verdict = { events: number; head: string; broken: string | null };

const verified = async (events: AsyncIterable<HashedAuditEntry>): Promise<Verdict> => {
  let position: ChainPosition = emptyChain;
  for await (const event of events) {
    const verdict = verifyChain([event], sha256, position);
    if (verdict.state === "broken") {
      return { events: position.sequence, head: position.head, broken: verdict.says };
    }
    position = { sequence: verdict.events, head: verdict.head };
  }
  return { events: position.sequence, head: position.head, broken: null };
};

async function* linesOf(file: string): AsyncGenerator<HashedAuditEntry> {
  if (!fs.existsSync(file)) throw new CliError(`There is no file ${file}.`);
  let row = 0;
  for await (const line of createInterface({ input: fs.createReadStream(file) })) {
    row += 1;
    if (line.trim() === "") continue;
    try {
      yield JSON.parse(line) as HashedAuditEntry;
    } catch {
      throw new CliError(`${file}, line ${row} is not JSON. Was the export cut off?`, 1);
    }
  }
}

const tell = (name: string, { events, head, broken }: Verdict, asJson = false): void => {
  if (asJson) console.log(JSON.stringify({ chain: name, sequence: events, head, broken }));
  else if (broken) console.log(`${name}: BROKEN after ${events} events. ${broken}`);
  else console.log(`${name}: intact, ${events} events, head ${head.slice(0, 16)}…`);
};

/** `signalbox audit verify`: recomputes every hash here; exit code 1 when a chain does not hold. */
export const verifyAudit = async (
  connection: Connection,
  options: { program?: string; file?: string; json?: boolean },
): Promise<void> => {
  const verdicts: Verdict[] = [];
  const check = async (name: string, events: AsyncIterable<HashedAuditEntry>): Promise<void> => {
    const verdict = await verified(events);
    tell(name, verdict, options.json);
    verdicts.push(verdict);
  };
  if (options.file) {
    await check(options.file, linesOf(options.file));
  } else {
    const programs = options.program
      ? [options.program]
      : (await call(connection, listPrograms, {})).programs.map(({ key }) => key);
    for (const program of programs) {
      await check(
        program,
        lines(connection, exportAudit as never, { program }) as AsyncIterable<HashedAuditEntry>,
      );
    }
  }
  if (verdicts.some(({ broken }) => broken)) throw new CliError("The audit log does not hold.", 1);
};
