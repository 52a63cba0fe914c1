import { ExportedSignature } from "@/lib/contract/sign-offs";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { signedFor } from "@/lib/domain/signature-words";
import { AuditTrail, type HeldSignature } from "./signature-trail";

type SignatureVerdict = {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly by: string;
  /** For whom it was given: `for registryd-v1`, `deputy of Kenji Sato for registryd-v1 until 2026-11-30`. */
  readonly signedFor: string;
  readonly isByDeputy: boolean;
  readonly at: string;
  /** `stale` is what became of what was signed: no signature is less genuine for it. */
  readonly state: "holds" | "stale" | "superseded" | "withdrawn" | "broken";
  /** What does not hold of it; empty unless it is broken. */
  readonly says: readonly string[];
};

export type SignaturesVerdict = {
  readonly signatures: readonly SignatureVerdict[];
  /** Events of the audit whose hashes hold from the first one on, and the last one's hash. */
  readonly events: number;
  readonly head: string;
  readonly checkpoints: number;
  /** Everything that does not hold, each in words; empty where nothing was altered, left out or put in. */
  readonly faults: readonly string[];
};

type Sha256 = (text: string) => string;

const shownFields = (shown: unknown): Readonly<Record<string, unknown>> =>
  typeof shown === "object" && shown !== null ? (shown as Record<string, unknown>) : {};

const quoted = (value: unknown): string => (value === null ? "nothing" : `“${String(value)}”`);

/** Every word of whose place a deputy signed in, as one value. */
const placeOf = (inPlaceOf: ExportedSignature["inPlaceOf"]): string | null =>
  inPlaceOf && canonicalJson(inPlaceOf);

/** What a signature says otherwise than the event that was written with it. */
const againstEvent = (signature: ExportedSignature, held: HeldSignature): string[] => {
  const { record, entry } = held;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["audit sequence", signature.auditSequence, held.sequence],
    ["printed name", signature.by, record.printedName],
    ["printed name", signature.by, held.actorName],
    ["signer", signature.person, held.actorId],
    ["meaning", signature.meaning, record.meaning],
    ["time", signature.at, held.at],
    ["authentication", signature.authentication, record.authentication],
    ["time of authentication", signature.authenticatedAt, record.authenticatedAt],
    ["kind", signature.kind, entry.kind],
    ["key", signature.key, entry.key],
    ["team", signature.team, entry.team],
    ["version", signature.version, record.version],
    ["deputyship", placeOf(signature.inPlaceOf), placeOf(entry.inPlaceOf)],
    ["digest", signature.digest, entry.digest],
    ["state before", signature.from, entry.from],
    ["state after", signature.to, entry.to],
    ["whether it was opened", signature.wasOpened, entry.wasOpened],
  ];
  const says = pairs.flatMap(([what, is, said]) =>
    is === said
      ? []
      : [`its ${what} is ${quoted(is)}, event ${held.sequence} says ${quoted(said)}`],
  );
  return [...new Set(says)];
};

const againstWithdrawal = ({ id, withdrawn }: ExportedSignature, trail: AuditTrail): string[] => {
  const told = trail.withdrawals.get(id);
  if (!told) return withdrawn ? ["it is withdrawn, and the audit does not say so"] : [];
  if (!withdrawn) return [`event ${told.sequence} withdrew it, and it does not say so`];
  return (["by", "at", "because"] as const).flatMap((field) =>
    withdrawn[field] === told[field]
      ? []
      : [
          `it was withdrawn ${field} ${quoted(withdrawn[field])}, event ${told.sequence} says ${quoted(told[field])}`,
        ],
  );
};

const againstStaleness = (
  { id, stale, staleAt }: ExportedSignature,
  trail: AuditTrail,
): string[] => {
  const told = trail.staleness.get(id);
  if (!told) {
    return staleAt === null && stale.length === 0
      ? []
      : ["it is stale, and the audit does not say so"];
  }
  const isSame = staleAt === told.at && canonicalJson(stale) === canonicalJson(told.because);
  return isSame
    ? []
    : [`event ${told.sequence} says that it is stale since ${told.at}: ${told.because.join(" ")}`];
};

/** What can be read as JSON and not written as it, as 1e400 or a thousand brackets, has no digest. */
const digestOf = (shown: unknown, sha256: Sha256): string => {
  try {
    return sha256(canonicalJson(shown));
  } catch {
    return "none";
  }
};

const brokenOf = (signature: ExportedSignature, trail: AuditTrail, sha256: Sha256): string[] => {
  const { shown, digest, kind, key, auditSequence } = signature;
  const is = digestOf(shown, sha256);
  const about = shownFields(shown);
  const held = trail.held.get(signature.id);
  return [
    ...(is === digest
      ? []
      : [
          `what was shown has the digest ${is.slice(0, 16)}…, it was signed as ${digest.slice(0, 16)}…`,
        ]),
    ...(about.kind === kind && about.key === key
      ? []
      : [`what was shown is of ${String(about.kind)} ${String(about.key)}`]),
    ...(held
      ? [
          ...againstEvent(signature, held),
          ...(held.program === about.program
            ? []
            : [`it is of ${String(about.program)}, event ${held.sequence} of ${held.program}`]),
        ]
      : [
          auditSequence === null
            ? "it names no event of the audit"
            : `event ${auditSequence} of the audit does not hold it`,
        ]),
    ...againstWithdrawal(signature, trail),
    ...againstStaleness(signature, trail),
  ];
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/**
 * By id: the signature that took its place, by the audit: the next one of the same team on the same row,
 * or one before it that says so, of the owner to whom the row went.
 */
const successors = ({ held }: AuditTrail): ReadonlyMap<string, string> => {
  const last = new Map<string, string>();
  const next = new Map<string, string>();
  for (const [id, { entry }] of held) {
    const about = JSON.stringify([entry.kind, entry.key, entry.team]);
    const before = last.get(about);
    for (const replaced of [...entry.replaces, ...(before === undefined ? [] : [before])]) {
      if (!next.has(replaced)) next.set(replaced, id);
    }
    last.set(about, id);
  }
  return next;
};

const stateOf = (
  { withdrawn, supersededBy, stale }: ExportedSignature,
  says: readonly string[],
): SignatureVerdict["state"] => {
  if (says.length > 0) return "broken";
  if (withdrawn) return "withdrawn";
  if (supersededBy) return "superseded";
  return stale.length > 0 ? "stale" : "holds";
};

/**
 * Checks exported signatures against the exported audit of the same program, with nothing else at hand.
 * In: the lines of both exports, of checkpoints where somebody kept any (`{"sequence", "head"}` a line),
 * and a SHA-256 in hex. Out: a verdict on each signature, and everything that does not hold: a digest
 * that is not that of what was shown, a name or time that the audit has otherwise, a chain of events that
 * was rewritten, cut or left gaps, a signature that only one of the two exports holds. Linear in lines.
 */
export const verifySignatures = (
  given: {
    readonly signatures: Iterable<string>;
    readonly audit: Iterable<string>;
    readonly checkpoints?: Iterable<string>;
  },
  sha256: Sha256,
): SignaturesVerdict => {
  const trail = new AuditTrail(sha256);
  for (const line of given.checkpoints ?? []) if (line.trim() !== "") trail.expect(parsed(line));
  for (const line of given.audit) if (line.trim() !== "") trail.read(parsed(line));
  trail.end();

  const faults: string[] = [];
  const signatures: ExportedSignature[] = [];
  let row = 0;
  for (const line of given.signatures) {
    row += 1;
    if (line.trim() === "") continue;
    const read = ExportedSignature.safeParse(parsed(line));
    if (read.success) signatures.push(read.data);
    else {
      const [issue] = read.error.issues;
      const place = issue && issue.path.length > 0 ? ` (${issue.path.join(".")})` : "";
      faults.push(`Line ${row} of the signatures is none${place}: it was cut or altered.`);
    }
  }
  const next = successors(trail);
  const seen = new Set<string>();
  const verdicts = signatures.map((signature): SignatureVerdict => {
    const { id, kind, key, by, at, supersededBy } = signature;
    const successor = next.get(id) ?? null;
    const says = [
      ...(seen.has(id) ? ["it is in the export more than once"] : []),
      ...brokenOf(signature, trail, sha256),
      ...(supersededBy === successor
        ? []
        : [
            `it says that ${supersededBy ?? "none"} took its place, and in the audit it is ${successor ?? "none"}`,
          ]),
    ];
    seen.add(id);
    faults.push(...says.map((each) => `${kind} ${key}, signature ${id}: ${each}.`));
    const state = stateOf(signature, says);
    const isByDeputy = signature.inPlaceOf !== null;
    return { id, kind, key, by, signedFor: signedFor(signature), isByDeputy, at, state, says };
  });
  for (const [id, { entry, record, sequence }] of trail.held) {
    if (!seen.has(id)) {
      faults.push(
        `Event ${sequence} holds the signature ${id} of ${record.printedName} on ${entry.kind} ${entry.key}, and the export does not.`,
      );
    }
  }
  return {
    signatures: verdicts,
    events: trail.events,
    head: trail.head,
    checkpoints: trail.checkpoints,
    faults: [...trail.faults, ...faults],
  };
};
