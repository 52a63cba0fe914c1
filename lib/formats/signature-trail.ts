import { AuditCheckpoint, AuditView } from "@/lib/contract/audit";
import { SignatureRecord, StalenessRecord } from "@/lib/contract/signature-record";
import {
  type ChainPosition,
  type ChainVerdict,
  emptyChain,
  genesisHash,
  type HashedAuditEntry,
  verifyChain,
} from "@/lib/domain/audit-chain";

/** A signature as an event of the audit holds it. */
export type HeldSignature = {
  readonly sequence: number;
  readonly at: string;
  readonly program: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly record: SignatureRecord;
  readonly entry: SignatureRecord["signed"][number];
};

type HeldWithdrawal = {
  readonly sequence: number;
  readonly by: string;
  readonly at: string;
  readonly because: string;
};

type HeldStaleness = {
  readonly sequence: number;
  readonly at: string;
  readonly because: readonly string[];
};

const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string =>
  typeof fields[name] === "string" ? fields[name] : "";

/** What an exported audit says of signatures, read an event at a time while its chain of hashes is checked. */
export class AuditTrail {
  readonly held = new Map<string, HeldSignature>();
  readonly withdrawals = new Map<string, HeldWithdrawal>();
  readonly staleness = new Map<string, HeldStaleness>();
  readonly faults: string[] = [];
  checkpoints = 0;
  private position: ChainPosition = emptyChain;
  private chain: string | null = null;
  private isBroken = false;
  private row = 0;
  private readonly expected = new Map<number, string>();

  constructor(private readonly sha256: (text: string) => string) {}

  /** Events that hold from the first one on. */
  get events(): number {
    return this.position.sequence;
  }

  get head(): string {
    return this.position.head;
  }

  /** A head of the chain that somebody kept outside of the database. */
  expect(line: unknown): void {
    const checkpoint = AuditCheckpoint.safeParse(line);
    if (!checkpoint.success) {
      this.faults.push('A line of the checkpoints is none: {"sequence": 120, "head": "…"}.');
      return;
    }
    const { sequence, head } = checkpoint.data;
    this.checkpoints += 1;
    const other = this.expected.get(sequence);
    if (other !== undefined && other !== head) {
      this.faults.push(`Two checkpoints say otherwise of event ${sequence}.`);
    }
    this.expected.set(sequence, head);
  }

  /** The next event of the export. */
  read(line: unknown): void {
    this.row += 1;
    const read = AuditView.safeParse(line);
    if (!read.success) {
      this.broken(`Line ${this.row} of the audit is no event: it was cut or altered.`);
      return;
    }
    const event = read.data as HashedAuditEntry;
    this.follow(event);
    if (event.outcome !== "accepted") return;
    this.takeSignatures(event);
    if (event.action === "record-staleness") this.takeStaleness(event);
    if (event.action === "withdraw-signature") {
      this.withdrawals.set(textIn(event.subject, "signature"), {
        sequence: event.sequence,
        by: textIn(event.actor, "name"),
        at: event.at,
        because: event.reason ?? "",
      });
    }
  }

  /** There are no more events. */
  end(): void {
    for (const [sequence, head] of this.expected) {
      // A chain that nothing was written to yet has a head as well.
      if (sequence === 0 && head === genesisHash) continue;
      this.faults.push(
        `The audit ends with event ${this.events}, and a checkpoint knows event ${sequence}: its end was cut off.`,
      );
    }
  }

  /** Once: what follows a break in the chain breaks with it. */
  private broken(says: string): void {
    if (!this.isBroken) this.faults.push(says);
    this.isBroken = true;
  }

  private follow(event: HashedAuditEntry): void {
    const said = this.expected.get(event.sequence);
    this.expected.delete(event.sequence);
    if (said !== undefined && said !== event.hash) {
      this.faults.push(
        `Event ${event.sequence} is not the one that a checkpoint was written for: the chain was rewritten.`,
      );
    }
    if (this.isBroken) return;
    if (this.chain !== null && this.chain !== event.chain) {
      this.broken(`Event ${event.sequence} is of another chain.`);
      return;
    }
    this.chain = event.chain;
    const verdict = this.verdictOn(event);
    if (verdict.state === "broken") this.broken(verdict.says);
    else this.position = { sequence: verdict.events, head: verdict.head };
  }

  /** An event with a number that is none, as 1e400, or without end in its depth was never written here. */
  private verdictOn(event: HashedAuditEntry): ChainVerdict {
    try {
      return verifyChain([event], this.sha256, this.position);
    } catch {
      const { sequence } = event;
      return { state: "broken", sequence, says: `Event ${sequence} has no canonical form.` };
    }
  }

  private takeStaleness({ sequence, at, after }: HashedAuditEntry): void {
    const record = StalenessRecord.safeParse(after);
    for (const { signature, because } of record.data ?? []) {
      this.staleness.set(signature, { sequence, at, because });
    }
  }

  private takeSignatures(event: HashedAuditEntry): void {
    const record = SignatureRecord.safeParse(event.after);
    if (!record.success) return;
    for (const entry of record.data.signed) {
      if (this.held.has(entry.id)) {
        this.faults.push(`Two events hold the signature ${entry.id}.`);
      }
      this.held.set(entry.id, {
        sequence: event.sequence,
        at: event.at,
        program: textIn(event.subject, "program"),
        actorId: textIn(event.actor, "id"),
        actorName: textIn(event.actor, "name"),
        record: record.data,
        entry,
      });
    }
  }
}
