import type { FindingBook } from "@/lib/domain/finding-book";
import type { InventoryItem, ItemTest, Origin } from "@/lib/domain/inventory";
import type { Converters } from "./flask-path";
import { type Claim, type ItemDraft, listOf } from "./item-draft";
import { settleClaims, settleState } from "./settle-claims";
import { isFreeText, kindColumn, type TextField } from "./tracker-columns";
import { translatePath } from "./translate-path";

const supportKind = /support|infra|sidecar/i;
// Web servers and sidecars that supervisors list beside the workers: they serve either side and are not switched.
const supportName =
  /^(?:nginx|gunicorn|uwsgi|apache2?|httpd|haproxy|envoy|dnsmasq|memcached?|supervisord|pushgateway|redis)(?:$|[-_:. ])/i;

const isSupport = (kindWord: string | undefined, name: string | null): boolean =>
  kindWord !== undefined && !/^unknown$/i.test(kindWord)
    ? supportKind.test(kindWord)
    : supportName.test(name ?? "");

type Provenance = Record<string, readonly Origin[]>;

const settleAttributes = (
  draft: ItemDraft,
  provenance: Provenance,
  secondHand: string[],
  findings: FindingBook,
): Record<string, string> => {
  const attributes: Record<string, string> = {};
  const keep = (name: string, value: string, origins: readonly Origin[]): void => {
    attributes[name] = value;
    provenance[`attributes.${name}`] = origins;
  };
  for (const [name, claims] of draft.attributes) {
    if (!isFreeText(name)) {
      const settled = settleClaims(draft.key, name, claims, findings);
      if (settled) keep(name, settled.value, settled.origins);
      if (settled?.isSecondHand) secondHand.push(`attributes.${name}`);
      continue;
    }
    for (const { value, origin, source } of claims) {
      const own = !Object.hasOwn(attributes, name) || attributes[name] === value;
      const as = own ? name : `${name} (${source})`;
      keep(as, value, [...(provenance[`attributes.${as}`] ?? []), origin]);
    }
  }
  return attributes;
};

/** Test ids from their own columns; ids that only the evidence column names are contract tests. */
const settleTests = (
  draft: ItemDraft,
  provenance: Provenance,
  attributes: Record<string, string>,
  secondHand: string[],
): ItemTest[] => {
  // Evidence names tests and says nothing of what they are for.
  if (draft.tests.size === 0 && draft.evidence.length > 0) secondHand.push("tests");
  for (const claim of draft.evidence) {
    const ids = listOf(claim.value).filter((id) => /^[\w./:-]+$/.test(id));
    for (const id of ids) {
      const known = draft.tests.get(id);
      if (known) known.origins.push(claim.origin);
      else draft.tests.set(id, { role: "contract", origins: [claim.origin] });
    }
    if (ids.length === 0) {
      const places = provenance["attributes.test_evidence_ref"] ?? [];
      const isRepeated = attributes.test_evidence_ref === claim.value;
      attributes.test_evidence_ref = claim.value;
      provenance["attributes.test_evidence_ref"] = isRepeated
        ? [...places, claim.origin]
        : [claim.origin];
    }
  }
  if (draft.tests.size > 0)
    provenance.tests = [...draft.tests.values()].flatMap(({ origins }) => origins);
  return [...draft.tests].map(([id, { role }]) => ({ id, role }));
};

const settleBatches = (
  draft: ItemDraft,
  provenance: Provenance,
  attributes: Record<string, string>,
  legacyBatches: ReadonlySet<string>,
): string[] => {
  const current = draft.batches.filter(({ batch }) => !legacyBatches.has(batch));
  const old = draft.batches.filter(({ batch }) => legacyBatches.has(batch));
  if (current.length > 0) provenance.batches = current.map(({ origin }) => origin);
  if (old.length > 0) {
    attributes.legacy_batch = [...new Set(old.map(({ batch }) => batch))].join("; ");
    provenance["attributes.legacy_batch"] = old.map(({ origin }) => origin);
  }
  return [...new Set(current.map(({ batch }) => batch))].sort();
};

export type SettledItem = {
  readonly item: InventoryItem;
  /** Fields that only secondary sources state. */
  readonly secondHand: readonly string[];
};

/** One row of the inventory out of everything that its sources state, with where each value came from. */
export const settleItem = (
  draft: ItemDraft,
  findings: FindingBook,
  legacyBatches: ReadonlySet<string>,
  converters: Converters,
): SettledItem => {
  const { kind, key } = draft;
  const provenance: Provenance = {};
  const secondHand: string[] = [];
  const text = (field: TextField): string | null => {
    const settled = settleClaims(key, field, draft.fields.get(field) ?? [], findings);
    if (settled) provenance[field] = settled.origins;
    if (settled?.isSecondHand) secondHand.push(field);
    return settled?.value ?? null;
  };
  const attributes = settleAttributes(draft, provenance, secondHand, findings);
  const tests = settleTests(draft, provenance, attributes, secondHand);
  const batches = settleBatches(draft, provenance, attributes, legacyBatches);

  const [fallback]: readonly Claim[] = draft.fields.get("team-fallback") ?? [];
  let team = text("team");
  if (team === null && fallback) {
    team = fallback.value;
    provenance.team = [fallback.origin];
    secondHand.push("team");
  }

  const settled = settleState(key, draft.states, tests.length > 0, findings);
  if (settled.origins.length > 0) {
    provenance.verification = settled.origins;
    provenance.verificationWord = settled.origins;
    if (settled.isSecondHand) secondHand.push("verification", "verificationWord", "isSwitchable");
  }
  for (const { name, claim } of settled.others) {
    if (Object.hasOwn(attributes, name)) continue;
    attributes[name] = claim.value;
    provenance[`attributes.${name}`] = [claim.origin];
  }

  const method = text("method");
  const path = text("path");
  const translated =
    kind === "route" && path !== null ? translatePath(path, undefined, converters) : null;
  const pattern = translated && "pattern" in translated ? translated.pattern : null;
  if (path !== null && provenance.path) provenance.pattern = provenance.path;
  if (translated && "unmatched" in translated)
    findings.add(
      "unmatched-path",
      {
        says: `${key}: the path ${path} cannot be matched: ${translated.unmatched}. It is kept as written; say what it stands for.`,
        items: [key],
        origins: provenance.path ?? [draft.named],
      },
      {
        of: "",
        together: (count) => `${count} paths cannot be matched; they are kept as written.`,
      },
    );
  if (pattern !== null && path?.includes("//"))
    findings.add(
      "doubtful-path",
      {
        says: `${key}: the path ${path} has an empty segment. It is matched as written; check it against the source.`,
        items: [key],
        origins: provenance.path ?? [draft.named],
      },
      {
        of: "",
        together: (count) => `${count} paths have an empty segment; they are matched as written.`,
      },
    );

  const switchName = text("switchName");
  const isServing = kind === "worker" && isSupport(attributes[kindColumn], switchName ?? key);
  if (isServing) {
    provenance.isSwitchable = provenance[`attributes.${kindColumn}`] ?? [draft.named];
    findings.add(
      "support-process",
      {
        says: `${key} (${switchName ?? key}) is a support process${attributes[kindColumn] ? ` (“${attributes[kindColumn]}”)` : ""}: inventory, not a switch.`,
        items: [key],
        origins: provenance.isSwitchable ?? [draft.named],
      },
      {
        of: "",
        together: (count) => `${count} processes are support processes: inventory, not switches.`,
      },
    );
  }

  const title = text("title");
  const shown = title ?? (kind === "route" && path !== null ? `${method ?? "?"} ${path}` : null);
  const origins = provenance.title ?? provenance.path ?? provenance.switchName;
  if (origins || draft.isDefined) provenance.title = origins ?? [draft.named];
  if (settled.state === "retired-approved" && provenance.verification)
    provenance.isSwitchable ??= provenance.verification;
  const item: InventoryItem = {
    kind,
    key,
    title: shown ?? switchName ?? key,
    family: text("family"),
    capability: text("capability"),
    wave: text("wave"),
    phase: text("phase"),
    team,
    batches,
    verification: settled.state,
    verificationWord: settled.word,
    method,
    path,
    pattern,
    host: text("host"),
    sourcePath: text("sourcePath"),
    switchName: switchName ?? (kind === "worker" ? (title ?? key) : null),
    switchId: text("switchId"),
    isSwitchable:
      (kind === "route" || kind === "worker") && !isServing && settled.state !== "retired-approved",
    tests,
    attributes,
    provenance,
  };
  if (secondHand.includes("path")) secondHand.push("pattern", "title");
  return { item, secondHand };
};
