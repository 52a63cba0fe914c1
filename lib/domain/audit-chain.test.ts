import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AuditEntry,
  auditHashInput,
  emptyChain,
  genesisHash,
  type HashedAuditEntry,
  verifyChain,
} from "@/lib/domain/audit-chain";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const chainOf = (reasons: readonly string[]): HashedAuditEntry[] => {
  let previousHash = genesisHash;
  return reasons.map((reason, index) => {
    const entry: AuditEntry = {
      chain: "p",
      sequence: index + 1,
      at: "2026-11-21T02:00:00.000Z",
      actor: { kind: "person", name: "Ines" },
      action: "change-switches",
      subject: { environment: "staging", version: index + 2 },
      before: null,
      after: { rules: [reason] },
      reason,
      outcome: "accepted",
      requestId: "r",
      previousHash,
    };
    const hash = sha256(auditHashInput(entry));
    previousHash = hash;
    return { ...entry, hash };
  });
};

const edit = (
  chain: readonly HashedAuditEntry[],
  at: number,
  change: Partial<HashedAuditEntry>,
): HashedAuditEntry[] =>
  chain.map((entry, index) => (index === at ? { ...entry, ...change } : entry));

describe("a hash chain", () => {
  test("that was written in order is intact, in one piece or in several", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 12 }), fc.nat(12), (reasons, cut) => {
        const chain = chainOf(reasons);
        const whole = verifyChain(chain, sha256);
        expect(whole).toMatchObject({ state: "intact", events: chain.length });
        const first = verifyChain(chain.slice(0, cut), sha256);
        if (first.state === "broken") throw new Error(first.says);
        const rest = verifyChain(chain.slice(cut), sha256, {
          sequence: first.events,
          head: first.head,
        });
        expect(rest).toEqual(whole);
      }),
    );
  });

  const chain = chainOf(["one", "two", "three", "four"]);
  const second = chain[1] as HashedAuditEntry;
  test.each<[string, HashedAuditEntry[], string]>([
    ["a changed reason", edit(chain, 1, { reason: "two, kindly" }), "was altered"],
    [
      "a changed actor",
      edit(chain, 2, { actor: { kind: "person", name: "Kenji" } }),
      "was altered",
    ],
    ["an event left out", chain.filter((entry) => entry !== second), "Event 2 is missing"],
    ["an event put in twice", [...chain.slice(0, 2), ...chain.slice(1)], "is missing"],
    [
      "an event rewritten with a hash of its own",
      edit(chain, 1, {
        reason: "rewritten",
        hash: sha256(auditHashInput({ ...second, reason: "rewritten" })),
      }),
      "does not continue event 2",
    ],
    ["another order", [...chain].reverse(), "is missing"],
  ])("with %s is broken, and the event is named", (_, altered, says) => {
    expect(verifyChain(altered, sha256)).toMatchObject({
      state: "broken",
      says: expect.stringContaining(says),
    });
  });

  test("a cut tail still verifies, which is why heads are compared as well", () => {
    const cut = verifyChain(chain.slice(0, 2), sha256, emptyChain);
    expect(cut).toMatchObject({ state: "intact", events: 2, head: second.hash });
  });
});
