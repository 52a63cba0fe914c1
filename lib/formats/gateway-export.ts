import { Refusal } from "@/lib/domain/refusal";
import type { SelectorKey, Snapshot } from "@/lib/domain/snapshot";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import { decisionSteps } from "@/lib/formats/decision-steps";
import type { GatewayTable } from "@/lib/formats/gateway-rows";

export type ExportSettings = {
  readonly naming: SwitchNaming | null;
  /** The machine that the export is for forces legacy itself. */
  readonly isForced?: boolean;
  /** Refuse what chooses other members for a percentage than Signalbox: the environment's policy, or a reader's wish. */
  readonly refusesOtherHashing?: boolean;
};

/** A word that stands in any configuration for itself. */
const plainWord = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,60}$/;

/** Refuses owners' words that would have to be quoted differently in every place they are used. */
export const requirePlainOwners = ({ owners }: Snapshot): void => {
  for (const word of [owners.legacy, owners.target]) {
    if (plainWord.test(word)) continue;
    throw new Refusal(
      "invalid",
      `The owner's word ${JSON.stringify(word)} cannot stand in a gateway's file. Use letters, digits, _ . and -.`,
    );
  }
};

/** One line of a comment, whatever the text holds. */
export const commentLine = (text: string): string =>
  // Line ends, also those that only some programs take for such.
  `# ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 500)}`;

/** An identifier with nothing in it but letters, digits, `_ . -` and `%`; `decodeURIComponent` reads it. */
export const plainIdentifier = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Refuses the export when it holds a percentage and others would be in it than clients choose. */
export const refuseOtherHashing = (
  table: GatewayTable,
  { refusesOtherHashing = false }: ExportSettings,
  because: string,
): void => {
  if (!refusesOtherHashing) return;
  const routes = table.rows
    .filter(({ owner }) => decisionSteps(owner).steps.some(({ ask }) => ask === "share"))
    .map(({ route }) => route);
  if (routes.length === 0) return;
  throw new Refusal(
    "conflict",
    `${because} This environment refuses such exports: take the percentage away, or name orgs, repos and users.`,
    routes.slice(0, 20).map((route) => ({ says: `${route} is decided by a percentage.` })),
  );
};

/** Where each thing that a canary asks for is found: the program's places before the usual ones. */
export const selectorPlaces = (
  usual: Readonly<Record<SelectorKey | "stamp", string>>,
  named: { readonly [key in SelectorKey | "stamp"]?: string } | undefined,
  isPlace: (text: string) => boolean,
): Readonly<Record<SelectorKey | "stamp", string>> => {
  const places = { ...usual };
  for (const key of ["user", "org", "repo", "targetingKey", "stamp"] as const) {
    const place = named?.[key];
    if (place === undefined) continue;
    if (!isPlace(place)) {
      throw new Refusal("invalid", `${JSON.stringify(place)} is no place for the ${key}.`);
    }
    places[key] = place;
  }
  return places;
};
