import { canonicalJson } from "@/lib/domain/canonical-json";

/** One event of the audit log as it is hashed, stored and exported. */
export type AuditEntry = {
  readonly chain: string;
  /** Counts from 1 without gaps. */
  readonly sequence: number;
  readonly at: string;
  readonly actor: Readonly<Record<string, unknown>>;
  readonly action: string;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly outcome: "accepted" | "denied";
  readonly requestId: string;
  readonly previousHash: string;
};

export type HashedAuditEntry = AuditEntry & { readonly hash: string };

/** The hash before the first event of a chain. */
export const genesisHash = "0".repeat(64);

/** The text whose SHA-256 is the event's hash: RFC 8785 canonical JSON of everything but the hash. */
export const auditHashInput = (entry: AuditEntry): string =>
  canonicalJson({
    chain: entry.chain,
    sequence: entry.sequence,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    before: entry.before ?? null,
    after: entry.after ?? null,
    reason: entry.reason,
    outcome: entry.outcome,
    requestId: entry.requestId,
    previousHash: entry.previousHash,
  });

export type ChainVerdict =
  | { readonly state: "intact"; readonly events: number; readonly head: string }
  | { readonly state: "broken"; readonly sequence: number; readonly says: string };

/** Where a chain stands after some events; start with `emptyChain`. */
export type ChainPosition = { readonly sequence: number; readonly head: string };
export const emptyChain: ChainPosition = { sequence: 0, head: genesisHash };

/**
 * Checks the next events of one chain against where it stands and answers where it stands then.
 * Takes events in order and a SHA-256 in hex; names the first event that does not fit.
 */
export const verifyChain = (
  events: Iterable<HashedAuditEntry>,
  sha256: (text: string) => string,
  from: ChainPosition = emptyChain,
): ChainVerdict => {
  let { sequence, head } = from;
  for (const event of events) {
    const broken = (says: string): ChainVerdict => ({
      state: "broken",
      sequence: event.sequence,
      says,
    });
    if (event.sequence !== sequence + 1) {
      return broken(`Event ${sequence + 1} is missing: ${event.sequence} follows ${sequence}.`);
    }
    if (event.previousHash !== head) {
      return broken(`Event ${event.sequence} does not continue event ${sequence}.`);
    }
    if (sha256(auditHashInput(event)) !== event.hash) {
      return broken(`Event ${event.sequence} was altered after it was written.`);
    }
    sequence = event.sequence;
    head = event.hash;
  }
  return { state: "intact", events: sequence, head };
};
