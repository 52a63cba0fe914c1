import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { BenchResult, BenchRow, Suite } from "@/bench/suite";
import { readLines } from "@/bin/read-lines";
import {
  type AuditEntry,
  auditHashInput,
  genesisHash,
  type HashedAuditEntry,
} from "@/lib/domain/audit-chain";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { verifySignatures } from "@/lib/formats/verify-signatures";
import type { Database } from "@/lib/server/db";
import { verifyAudit } from "@/lib/server/queries/verify-audit";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const events = 100_000;
const signatures = 10_000;
/** Signatures that one event holds, as a bulk's chunk writes them. */
const together = 100;
const chunk = 1_000;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const person = "01938000-0000-7000-8000-00000000000a";
const startsAt = Date.parse("2026-11-01T00:00:00.000Z");

const idOf = (n: number): string => `01938000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

const shownOf = (n: number) => ({
  program: "bench",
  kind: "route",
  key: `ROUTE-${n}`,
  title: `GET /api/v1/things/${n}`,
  state: "verified-source-anchored",
  to: "verified",
  team: "registry",
  values: { method: "GET", path: `/api/v1/things/${n}`, host: null, family: "api-v1" },
  anchors: [`endpoints/api/things.py:${n}`],
  rollbackNote: `flip ROUTE_OWNER_${n} back to python`,
  retirement: null,
  tests: [
    {
      key: `PT-ROUTE-${n}`,
      role: "parity",
      legacy: null,
      target: {
        outcome: "passed",
        commit: sha256(String(n)).slice(0, 40),
        at: "2026-11-01T00:00:00.000Z",
        evidence: idOf(n),
      },
    },
  ],
  contradictions: [],
  rules: { signOff: "1f2e3d4c5b6a7980" },
});

const entryOf = (n: number) => ({
  id: idOf(n),
  kind: "route",
  key: `ROUTE-${n}`,
  team: "registry",
  digest: sha256(canonicalJson(shownOf(n))),
  from: "verified-source-anchored",
  to: "verified",
  wasOpened: n % 3 === 0,
});

const signingEvery = events / (signatures / together);

const eventOf = (sequence: number, chain: string, previousHash: string): HashedAuditEntry => {
  const at = new Date(startsAt + sequence * 1_000).toISOString();
  const first = Math.floor(sequence / signingEvery) * together - together;
  const isSigning = sequence % signingEvery === 0;
  const entry: AuditEntry = {
    chain,
    sequence,
    at,
    actor: { kind: "person", id: person, handle: "ines", name: "Inês", authentication: "oidc" },
    action: isSigning ? "sign-off" : "change-switches",
    subject: { program: "bench", environment: "production", version: sequence },
    before: isSigning
      ? null
      : { rules: [{ level: "capability", key: "v2-pull", owner: "python" }] },
    after: isSigning
      ? {
          printedName: "Inês",
          meaning: "approved",
          authentication: "oidc",
          authenticatedAt: at,
          signed: Array.from({ length: together }, (_, place) => entryOf(first + place)),
        }
      : { rules: [{ level: "capability", key: "v2-pull", owner: "go", canary: { percent: 5 } }] },
    reason: isSigning ? null : `Step ${sequence} of the rollout: error rates held for an hour.`,
    outcome: "accepted",
    requestId: idOf(sequence),
    previousHash,
  };
  return { ...entry, hash: sha256(auditHashInput(entry)) };
};

const chainOf = (chain: string): HashedAuditEntry[] => {
  const all: HashedAuditEntry[] = [];
  for (let sequence = 1; sequence <= events; sequence += 1) {
    all.push(eventOf(sequence, chain, all.at(-1)?.hash ?? genesisHash));
  }
  return all;
};

const signatureLine = (n: number): string => {
  const auditSequence = (Math.floor(n / together) + 1) * signingEvery;
  const at = new Date(startsAt + auditSequence * 1_000).toISOString();
  return JSON.stringify({
    ...entryOf(n),
    by: "Inês",
    person,
    meaning: "approved",
    at,
    authentication: "oidc",
    authenticatedAt: at,
    stale: [],
    staleAt: null,
    withdrawn: null,
    supersededBy: null,
    shown: shownOf(n),
    auditSequence,
  });
};

const write = (file: string, lines: Iterable<string>): void => {
  const out = fs.openSync(file, "w");
  for (const line of lines) fs.writeSync(out, `${line}\n`);
  fs.closeSync(out);
};

function* each<T>(count: number, of: (n: number) => T): Generator<T> {
  for (let n = 0; n < count; n += 1) yield of(n);
}

const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576);
/** Milliseconds of processor time since then, of this process alone: what others do on the machine is not in it. */
const busy = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** From files, as `signalbox signatures verify` does; against SHA-256 alone over the same bytes. */
const fromFiles = (
  folder: string,
  all: readonly HashedAuditEntry[],
): BenchRow & { took: number } => {
  const [audit, signed] = [path.join(folder, "audit.jsonl"), path.join(folder, "signatures.jsonl")];
  write(
    audit,
    each(all.length, (n) => JSON.stringify(all[n])),
  );
  write(signed, each(signatures, signatureLine));
  const bytes = fs.statSync(audit).size + fs.statSync(signed).size;
  const bare = performance.now();
  for (const file of [audit, signed]) for (const line of readLines(file)) sha256(line);
  const bareTook = performance.now() - bare;
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const started = performance.now();
  const verdict = verifySignatures(
    { audit: readLines(audit), signatures: readLines(signed) },
    sha256,
  );
  const took = performance.now() - started;
  const spent = busy(cpu);
  if (verdict.faults.length > 0 || verdict.events !== events) throw new Error(verdict.faults[0]);
  if (verdict.signatures.length !== signatures) throw new Error("Signatures are missing.");
  return {
    what: "exported files, with their signatures",
    events,
    signatures,
    MiB: mebibytes(bytes),
    took,
    seconds: seconds(took),
    processor: seconds(spent),
    "bare SHA-256": seconds(bareTook),
    ratio: Math.round((took / bareTook) * 10) / 10,
    "memory it took (MiB)": Math.max(0, mebibytes(process.memoryUsage().rss - before)),
  };
};

const store = async (
  database: Database,
  program: string,
  all: readonly HashedAuditEntry[],
): Promise<void> => {
  const data = all.map(({ before, after, ...event }) => ({
    ...event,
    at: new Date(event.at),
    actor: event.actor as object,
    subject: event.subject as object,
    ...(before === null ? {} : { before: before as object }),
    ...(after === null ? {} : { after: after as object }),
  }));
  for (let from = 0; from < data.length; from += chunk) {
    await database.auditEvent.createMany({ data: data.slice(from, from + chunk) });
  }
  const head = { sequence: events, head: all.at(-1)?.hash ?? genesisHash };
  await database.auditChain.upsert({
    where: { chain: program },
    create: { chain: program, ...head },
    update: head,
  });
};

/** From the database, as the audit page does. */
const fromDatabase = async (): Promise<{
  row: BenchRow & { took: number };
  all: HashedAuditEntry[];
}> => {
  const runtime = await startTestRuntime();
  try {
    const { database } = runtime;
    // Written beside the commands: the chain of a program that a command made has its event already.
    const { id } = await database.program.create({
      data: { key: "bench", name: "bench", legacyName: "python", targetName: "go" },
    });
    const all = chainOf(id);
    await store(database, id, all);
    const cpu = process.cpuUsage();
    const started = performance.now();
    const verdict = await verifyAudit.run(as(admin), { program: "bench" });
    const took = performance.now() - started;
    const spent = busy(cpu);
    if (verdict.state !== "intact" || verdict.events !== events) throw new Error("It is broken.");
    const row = {
      what: "the database",
      events,
      took,
      seconds: seconds(took),
      processor: seconds(spent),
    };
    return { row, all };
  } finally {
    await runtime.close();
  }
};

const run = async (): Promise<BenchResult> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-bench-audit-"));
  try {
    const { row: stored, all } = await fromDatabase();
    const files = fromFiles(folder, all);
    const shown = [files, stored].map(({ took: _, ...row }): BenchRow => row);
    return {
      name: "Verification of the audit chain and of signatures",
      rows: shown,
      goals: [
        {
          says: "100,000 events and 10,000 signatures from exported files in under 10 s",
          holds: files.took < 10_000,
        },
        { says: "100,000 events from the database in under 10 s", holds: stored.took < 10_000 },
      ],
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

export const suite: Suite = { name: "audit-chain", run };
