import {
  type AuditEntry,
  auditHashInput,
  genesisHash,
  type HashedAuditEntry,
} from "@/lib/domain/audit-chain";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { verifySignatures } from "@/lib/formats/verify-signatures";

type Draft = Pick<AuditEntry, "action" | "subject" | "after" | "reason">;

/** An export with its audit, as a server writes it: three signatures of two rows, and ways to alter them. */
export const signatureExport = (sha256: (text: string) => string) => {
  const person = "01938000-0000-7000-8000-00000000000a";
  const at = "2026-11-21T02:00:00.000Z";
  // Right-to-left, and with the override that would turn the rest of a line round.
  const name = "\u202eينس Inês";

  const idOf = (n: number): string =>
    `01938000-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`;

  const shownOf = (key: string, rerun = "") => ({
    program: "quay",
    kind: "route",
    key,
    title: `GET /${key}`,
    values: { path: `/${key}`, host: null },
    anchors: [`endpoints/${key}.py:12`],
    tests: [{ key: `PT-${key}`, target: { outcome: "passed", commit: `8f2c1ab${rerun}` } }],
    rules: { signOff: "1f2e" },
  });

  const entryOf = (n: number, key: string, rerun?: string) => ({
    id: idOf(n),
    kind: "route",
    key,
    team: "registryd-v2",
    digest: sha256(canonicalJson(shownOf(key, rerun))),
    from: "verified-source-anchored",
    to: "verified",
    wasOpened: n % 2 === 0,
  });

  const chainOf = (drafts: readonly Draft[]): HashedAuditEntry[] => {
    let previousHash = genesisHash;
    return drafts.map((draft, index) => {
      const entry: AuditEntry = {
        chain: "quay",
        sequence: index + 1,
        at,
        actor: { kind: "person", id: person, handle: "ines", name, authentication: "password" },
        before: null,
        outcome: "accepted",
        requestId: "r",
        previousHash,
        ...draft,
      };
      const hash = sha256(auditHashInput(entry));
      previousHash = hash;
      return { ...entry, hash };
    });
  };

  const signing = (...signed: readonly ReturnType<typeof entryOf>[]): Draft => ({
    action: "sign-off",
    subject: { program: "quay", signatures: signed.length },
    after: {
      printedName: name,
      meaning: "approved",
      authentication: "password",
      authenticatedAt: at,
      signed,
    },
    reason: null,
  });

  /** Two rows signed, one of them taken back, one signed again, and something else in between. */
  const audit = chainOf([
    { action: "create-program", subject: { program: "quay" }, after: null, reason: null },
    signing(entryOf(1, "R-1"), entryOf(2, "R-2")),
    {
      action: "withdraw-signature",
      subject: { program: "quay", signature: idOf(2), kind: "route", key: "R-2" },
      after: { state: "verified-source-anchored" },
      reason: "it was the wrong row",
    },
    signing(entryOf(3, "R-1", "f")),
  ]);

  const signatureOf = (n: number, key: string, auditSequence: number, rerun?: string) => ({
    ...entryOf(n, key, rerun),
    by: name,
    person,
    meaning: "approved",
    at,
    authentication: "password",
    authenticatedAt: at,
    stale: [] as string[],
    staleAt: null as string | null,
    withdrawn: null as { by: string; at: string; because: string } | null,
    supersededBy: null as string | null,
    shown: shownOf(key, rerun),
    auditSequence,
  });

  type Exported = ReturnType<typeof signatureOf>;

  const kenji = {
    person: idOf(8),
    handle: "kenji",
    name: "Kenji Sato",
    until: "2026-11-30T00:00:00.000Z",
  };

  const signatures: readonly Exported[] = [
    { ...signatureOf(1, "R-1", 2), supersededBy: idOf(3) },
    { ...signatureOf(2, "R-2", 2), withdrawn: { by: name, at, because: "it was the wrong row" } },
    signatureOf(3, "R-1", 4, "f"),
  ];

  const lines = (values: readonly unknown[]): string[] =>
    values.map((value) => JSON.stringify(value));

  const verify = (
    some: readonly unknown[] = signatures,
    events: readonly unknown[] = audit,
    checkpoints: readonly unknown[] = [],
  ) =>
    verifySignatures(
      { signatures: lines(some), audit: lines(events), checkpoints: lines(checkpoints) },
      sha256,
    );

  const edit = (place: number, change: Partial<Exported>): Exported[] =>
    signatures.map((signature, index) =>
      index === place ? { ...signature, ...change } : signature,
    );

  /** The chain written anew from changed events, as somebody with the whole database could. */
  const rewritten = (change: (drafts: Draft[]) => Draft[]): HashedAuditEntry[] =>
    chainOf(
      change(
        audit.map(({ action, subject, after, reason }) => ({ action, subject, after, reason })),
      ),
    );

  return {
    at,
    name,
    idOf,
    shownOf,
    entryOf,
    signing,
    audit,
    signatureOf,
    kenji,
    signatures,
    lines,
    verify,
    edit,
    rewritten,
  };
};
