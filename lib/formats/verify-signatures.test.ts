import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { signatureExport } from "@/lib/formats/test-signature-export";
import { verifySignatures } from "@/lib/formats/verify-signatures";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const {
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
} = signatureExport(sha256);
type Exported = (typeof signatures)[number];

describe("signatures checked without the server", () => {
  test("that are as they were given hold, and what was withdrawn or superseded is told apart", () => {
    const verdict = verify();
    expect(verdict.faults).toEqual([]);
    expect(verdict.signatures.map(({ state, by }) => [state, by])).toEqual([
      ["superseded", name],
      ["withdrawn", name],
      ["holds", name],
    ]);
    expect(verdict).toMatchObject({ events: 4, head: audit[3]?.hash });
  });

  test("one that went stale is genuine all the same, and the audit says the same of it", () => {
    const stale = ["PT-R-1 fails."];
    const marked = rewritten((drafts) => [
      ...drafts,
      {
        action: "record-staleness",
        subject: { program: "quay", signatures: 1 },
        after: [{ signature: idOf(3), kind: "route", key: "R-1", because: stale }],
        reason: null,
      },
    ]);
    const verdict = verify(edit(2, { stale, staleAt: at }), marked);
    expect(verdict.faults).toEqual([]);
    expect(verdict.signatures[2]?.state).toBe("stale");
    expect(verify(signatures, marked).faults.join()).toContain("event 5 says that it is stale");
    expect(verify(edit(2, { stale, staleAt: at })).faults.join()).toContain(
      "it is stale, and the audit does not say so",
    );
  });

  const byDeputy = (inPlaceOf: typeof kenji | null, version = 2) => {
    const { after, ...draft } = signing({ ...entryOf(4, "R-4"), inPlaceOf } as never);
    return rewritten((drafts) => [
      ...drafts,
      { ...draft, after: { ...(after as object), version } },
    ]);
  };
  const deputys = (more: object) => [
    ...signatures,
    { ...signatureOf(4, "R-4", 5), version: 2, inPlaceOf: kenji, ...more },
  ];

  test("one that a deputy gave tells whose place it was given in, and older ones hold beside it", () => {
    const verdict = verify(deputys({}), byDeputy(kenji));
    expect(verdict.faults).toEqual([]);
    expect(verdict.signatures.map(({ signedFor }) => signedFor)).toEqual([
      "for registryd-v2",
      "for registryd-v2",
      "for registryd-v2",
      "deputy of Kenji Sato for registryd-v2 until 2026-11-30",
    ]);
    expect(verdict.signatures.map(({ isByDeputy }) => isByDeputy)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test.each<[string, object, typeof kenji | null]>([
    ["left out", { inPlaceOf: null }, kenji],
    ["made up", {}, null],
    ["another's", { inPlaceOf: { ...kenji, name: "Amara" } }, kenji],
    ["for longer", { inPlaceOf: { ...kenji, until: "2027-11-30T00:00:00.000Z" } }, kenji],
  ])("a deputy's place that is %s is found out", (_, more, held) => {
    expect(verify(deputys(more), byDeputy(held)).faults.join()).toContain("its deputyship is");
  });

  test("a record that calls itself older to hide that is found out", () => {
    const faults = verify(deputys({ version: 1, inPlaceOf: null }), byDeputy(kenji)).faults;
    expect(faults.join()).toContain("its version is “1”, event 5 says “2”");
  });

  test("one of a new owner takes the place of the former's where the audit says so", () => {
    const by = (replaces: readonly string[]) =>
      rewritten((drafts) => [
        ...drafts,
        signing({ ...entryOf(4, "R-1"), team: "api", replaces } as never),
        signing(entryOf(5, "R-1")),
      ]);
    const given = [
      ...edit(2, { supersededBy: idOf(4) }),
      { ...signatureOf(4, "R-1", 5), team: "api" },
      signatureOf(5, "R-1", 6),
    ];
    expect(verify(given, by([idOf(3)])).faults).toEqual([]);
    expect(verify(given, by([])).faults.join()).toContain(
      `it says that ${idOf(4)} took its place, and in the audit it is ${idOf(5)}`,
    );
  });

  const [first, second, third] = signatures as [Exported, Exported, Exported];
  test.each<[string, readonly unknown[], string]>([
    ["another printed name", edit(2, { by: "Kenji" }), "its printed name is “Kenji”"],
    ["another signer", edit(2, { person: idOf(9) }), "its signer is"],
    ["another meaning", edit(2, { meaning: "reviewed" }), "its meaning is “reviewed”"],
    ["another time", edit(2, { at: "2026-11-20T02:00:00.000Z" }), "its time is"],
    ["another authentication", edit(2, { authentication: "oidc" }), "its authentication is"],
    ["another row value shown", edit(2, { shown: shownOf("R-1", "e") }), "has the digest"],
    [
      "what was shown and its digest exchanged together",
      edit(2, { shown: shownOf("R-1", "e"), digest: sha256(canonicalJson(shownOf("R-1", "e"))) }),
      "its digest is",
    ],
    [
      "the digests of two signatures swapped",
      [{ ...first, digest: second.digest }, { ...second, digest: first.digest }, third],
      "has the digest",
    ],
    [
      "two signatures under each other's id",
      [{ ...first, id: second.id }, { ...second, id: first.id }, third],
      "its key is",
    ],
    ["a line left out", [first, second], "holds the signature"],
    ["a line twice", [...signatures, third], "more than once"],
    [
      "one that the audit does not hold",
      [...signatures, signatureOf(7, "R-7", 4)],
      "event 4 of the audit does not hold it",
    ],
    [
      "one that names no event",
      edit(2, { auditSequence: null as unknown as number }),
      "audit sequence",
    ],
    ["a withdrawal undone", edit(1, { withdrawn: null }), "event 3 withdrew it"],
    [
      "a withdrawal made up",
      edit(2, { withdrawn: { by: name, at, because: "no" } }),
      "the audit does not say so",
    ],
    [
      "another reason of a withdrawal",
      edit(1, { withdrawn: { by: name, at, because: "no" } }),
      "withdrawn because “no”",
    ],
    ["a supersession undone", edit(0, { supersededBy: null }), "it says that none took its place"],
  ])("with %s are found out, and say what does not hold", (_, some, says) => {
    expect(verify(some).faults.join("\n")).toContain(says);
  });

  test("of which the export's tail was cut off, in the middle of a line, are found out", () => {
    const text = lines(signatures).join("\n");
    const verdict = verifySignatures(
      { signatures: text.slice(0, -200).split("\n"), audit: lines(audit) },
      sha256,
    );
    expect(verdict.faults).toEqual([
      "Line 3 of the signatures is none: it was cut or altered.",
      expect.stringContaining(`Event 4 holds the signature ${idOf(3)}`),
    ]);
  });

  test("whose audit lost its tail are found out by what it held", () => {
    expect(verify(signatures, audit.slice(0, 3)).faults.join("\n")).toContain(
      "event 4 of the audit does not hold it",
    );
  });

  test("whose tail was cut from both exports are found out by a checkpoint alone", () => {
    const [some, events] = [edit(0, { supersededBy: null }).slice(0, 2), audit.slice(0, 3)];
    expect(verify(some, events).faults).toEqual([]);
    const kept = [{ sequence: 4, head: audit[3]?.hash, at }];
    expect(verify(some, events, kept).faults).toEqual([
      "The audit ends with event 3, and a checkpoint knows event 4: its end was cut off.",
    ]);
    expect(verify(signatures, audit, kept)).toMatchObject({ faults: [], checkpoints: 1 });
  });

  test("of a chain that was rewritten whole are found out by a checkpoint", () => {
    const events = rewritten((drafts) =>
      drafts.map((draft, at) => (at === 0 ? { ...draft, reason: "x" } : draft)),
    );
    expect(verify(signatures, events).faults).toEqual([]);
    const kept = [{ sequence: 2, head: audit[1]?.hash }];
    expect(verify(signatures, events, kept).faults).toEqual([
      "Event 2 is not the one that a checkpoint was written for: the chain was rewritten.",
    ]);
  });

  test("with an event altered or left out have a chain that says so", () => {
    const altered = audit.map((event, at) => (at === 2 ? { ...event, reason: "kindly" } : event));
    expect(verify(signatures, altered).faults.join(" ")).toContain("Event 3 was altered");
    const gap = audit.filter(({ sequence }) => sequence !== 3);
    expect(verify(signatures, gap).faults.join(" ")).toContain("Event 3 is missing");
  });

  test("lose any single character of a value, in either export, and it is found", () => {
    const texts = { signatures: lines(signatures).join("\n"), audit: lines(audit).join("\n") };
    const which = fc.constantFrom<"signatures" | "audit">("signatures", "audit");
    fc.assert(
      fc.property(which, fc.nat(), fc.constantFrom(...'0aZ٣ "}'), (file, place, put) => {
        const text = texts[file];
        const cut = place % text.length;
        const changed = `${text.slice(0, cut)}${put}${text.slice(cut + 1)}`;
        const valuesOf = (all: string): unknown => {
          try {
            return all.split("\n").map((line) => JSON.parse(line));
          } catch {
            return null;
          }
        };
        const after = valuesOf(changed);
        fc.pre(after === null || JSON.stringify(after) !== JSON.stringify(valuesOf(text)));
        const given = { ...texts, [file]: changed };
        const verdict = verifySignatures(
          { signatures: given.signatures.split("\n"), audit: given.audit.split("\n") },
          sha256,
        );
        expect(verdict.faults).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
