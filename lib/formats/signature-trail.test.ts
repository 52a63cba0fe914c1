import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type AuditEntry, auditHashInput, genesisHash } from "@/lib/domain/audit-chain";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { verifySignatures } from "@/lib/formats/verify-signatures";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const at = "2026-11-21T02:00:00.000Z";
const id = "01938000-0000-7000-8000-000000000001";
const person = "01938000-0000-7000-8000-00000000000a";
const shown = { program: "quay", kind: "route", key: "R-1", values: { path: "/r" } };
const about = { kind: "route", key: "R-1", team: "registry", from: null, to: "verified" };
const entry = { ...about, id, digest: sha256(canonicalJson(shown)), wasOpened: true };
const proof = { meaning: "approved", authentication: "password", authenticatedAt: at };

const event: AuditEntry = {
  chain: "quay",
  sequence: 1,
  at,
  actor: { kind: "person", id: person, handle: "ines", name: "Inês" },
  action: "sign-off",
  subject: { program: "quay" },
  before: null,
  after: { printedName: "Inês", ...proof, signed: [entry] },
  reason: null,
  outcome: "accepted",
  requestId: "r",
  previousHash: genesisHash,
};
const audit = JSON.stringify({ ...event, hash: sha256(auditHashInput(event)) });
const signature = JSON.stringify({
  ...entry,
  ...proof,
  by: "Inês",
  person,
  at,
  stale: [],
  staleAt: null,
  withdrawn: null,
  supersededBy: null,
  auditSequence: 1,
  shown,
});

const verify = (signatures: string, events: string, checkpoints: readonly string[] = []) =>
  verifySignatures({ signatures: [signatures], audit: [events], checkpoints }, sha256);

const deep = `${"[".repeat(9_000)}${"]".repeat(9_000)}`;

test.each([
  ["a number beyond all", "1e400"],
  ["brackets without end", deep],
])("%s in either file is told, and the rest is checked all the same", (_, value) => {
  expect(verify(signature, audit).faults).toEqual([]);
  const forged = verify(signature.replace('"values":', `"more":${value},"values":`), audit);
  expect(forged.faults.join()).toContain("has the digest");
  expect(forged.signatures.map(({ state }) => state)).toEqual(["broken"]);
  const chain = verify(signature, audit.replace('"before":null', `"before":${value}`));
  expect(chain.faults).toEqual(["Event 1 has no canonical form."]);
});

test("a name that is another in its members is found out, whatever the member is called", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    const forged = signature.replace('"values":{', `"values":{${JSON.stringify(name)}:"x",`);
    expect(verify(forged, audit).faults.join()).toContain("has the digest");
  }
});

test("the head of an empty chain that somebody kept is no end that was cut off", () => {
  const kept = (head: string) => JSON.stringify({ sequence: 0, head });
  expect(verify(signature, audit, [kept(genesisHash)]).faults).toEqual([]);
  expect(verify(signature, audit, [kept("f".repeat(64))]).faults).toHaveLength(1);
});
