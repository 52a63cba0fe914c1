import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CliError, type Connection, lines } from "@/bin/connection";
import { readLines } from "@/bin/read-lines";
import { exportAudit } from "@/lib/contract/audit";
import { exportSignatures as operation } from "@/lib/contract/sign-offs";
import {
  type SignaturesVerdict,
  verifySignatures as verify,
} from "@/lib/formats/verify-signatures";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const byHand = (
  program: string,
): string => `Signatures of ${program}, with the audit that holds them.

signatures.jsonl  one signature a line, with exactly what was shown when it was given
audit.jsonl       every event of the program's audit, one a line

With Signalbox, and no server:

  signalbox signatures verify signatures.jsonl --audit audit.jsonl

By hand. What was shown (.shown), its members sorted and without white space, has the digest that was
signed. For the first line:

  head -n 1 signatures.jsonl | jq -S -c -j .shown | sha256sum
  head -n 1 signatures.jsonl | jq -r .digest

The event named by its auditSequence holds the same digest, name, meaning and time:

  jq -c 'select(.after.signed[]?.id == "THE ID OF THE SIGNATURE")' audit.jsonl

Each event's hash is that of its other members, and its previousHash is the hash of the one before:

  head -n 1 audit.jsonl | jq -S -c -j 'del(.hash)' | sha256sum
  head -n 1 audit.jsonl | jq -r .hash
`;

/** `signalbox signatures export`: to standard output, or with the audit into a folder that can be checked anywhere. */
export const exportSignatures = async (
  connection: Connection,
  program: string,
  options: { readonly to?: string },
): Promise<void> => {
  const save = async (file: string, values: AsyncIterable<unknown>): Promise<void> => {
    const out = fs.openSync(file, "w");
    try {
      for await (const value of values) fs.writeSync(out, `${JSON.stringify(value)}\n`);
    } finally {
      fs.closeSync(out);
    }
  };
  const signatures = lines(connection, operation as never, { program });
  if (options.to === undefined) {
    for await (const signature of signatures) console.log(JSON.stringify(signature));
    return;
  }
  fs.mkdirSync(options.to, { recursive: true });
  await save(path.join(options.to, "signatures.jsonl"), signatures);
  // After them, so that it holds whatever was signed meanwhile.
  await save(
    path.join(options.to, "audit.jsonl"),
    lines(connection, exportAudit as never, { program }),
  );
  fs.writeFileSync(path.join(options.to, "README.txt"), byHand(program));
  console.log(`Wrote signatures.jsonl, audit.jsonl and README.txt to ${options.to}.`);
};

/** Names are whatever somebody called themselves: none of them steers a terminal or turns its line round. */
const printable = (says: string): string => says.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");

const counted = (verdict: SignaturesVerdict): string => {
  const counts = new Map<string, number>();
  for (const { state } of verdict.signatures) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) => `${count} ${state}`);
  if (parts.length === 0) return "no signatures";
  const deputies = verdict.signatures.filter(({ isByDeputy }) => isByDeputy).length;
  return `${parts.join(", ")}${deputies > 0 ? `, ${deputies} of them by deputies` : ""}`;
};

/** `signalbox signatures verify`: recomputes everything here, with no server; exit code 1 when something does not hold. */
export const verifySignatures = (
  file: string,
  options: {
    readonly audit: string;
    readonly checkpoints?: string;
    readonly list?: boolean;
    readonly json?: boolean;
  },
): void => {
  const verdict = verify(
    {
      signatures: readLines(file),
      audit: readLines(options.audit),
      ...(options.checkpoints ? { checkpoints: readLines(options.checkpoints) } : {}),
    },
    sha256,
  );
  if (options.json) console.log(JSON.stringify(verdict, null, 2));
  else {
    for (const one of options.list ? verdict.signatures : []) {
      const { kind, key, by, signedFor, at, state } = one;
      console.log(printable(`${kind} ${key}: ${by}, ${signedFor}, ${at}: ${state}`));
    }
    for (const says of verdict.faults) console.log(printable(says));
    const known = options.checkpoints ? `, ${verdict.checkpoints} checkpoints` : "";
    console.log(
      `${counted(verdict)}; ${verdict.events} events, head ${verdict.head.slice(0, 16)}…${known}`,
    );
  }
  if (verdict.faults.length > 0) throw new CliError(`${file} does not hold.`, 1);
};
