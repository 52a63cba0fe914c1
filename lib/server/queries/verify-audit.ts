import { verifyAudit as operation } from "@/lib/contract/audit";
import { type ChainPosition, emptyChain, verifyChain } from "@/lib/domain/audit-chain";
import { sha256 } from "@/lib/server/audit";
import { auditChunks, auditHead } from "@/lib/server/audit-read";
import { query } from "@/lib/server/query";

/** Recomputes every hash of a program's chain up to its head as it stands now. */
export const verifyAudit = query(
  { name: "verify-audit", allow: "audit:read", input: operation.input },
  async ({ db, program }) => {
    const stated = (await auditHead(db, program.id)) ?? emptyChain;
    let position: ChainPosition = emptyChain;
    for await (const chunk of auditChunks(db, program.id, stated.sequence)) {
      const verdict = verifyChain(chunk, sha256, position);
      if (verdict.state === "broken") return verdict;
      position = { sequence: verdict.events, head: verdict.head };
    }
    if (position.sequence !== stated.sequence) {
      return {
        state: "broken" as const,
        sequence: position.sequence + 1,
        says: `Event ${position.sequence + 1} is missing: the head says that ${stated.sequence} were written.`,
      };
    }
    if (position.head !== stated.head) {
      return {
        state: "broken" as const,
        sequence: position.sequence,
        says: `Event ${position.sequence} is not the one that the head was written for.`,
      };
    }
    return { state: "intact" as const, events: position.sequence, head: position.head };
  },
);
