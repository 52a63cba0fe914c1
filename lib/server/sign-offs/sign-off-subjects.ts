import { gunzipSync, gzipSync } from "node:zlib";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { defaultSignOffRules, type SignOffRules } from "@/lib/domain/four-eyes";
import type { Shown } from "@/lib/domain/sign-off-shown";
import { sha256 } from "@/lib/server/audit";

/** What is signed, by its kind and key. */
export type SubjectName = { readonly kind: string; readonly key: string };

/** Something that is signed, with everything that is shown of it then. */
export type SignOffSubject = {
  readonly row: SubjectName & {
    /** The row of the inventory; `null` for what is none. */
    readonly id: string | null;
    readonly title: string;
    readonly method: string | null;
    readonly path: string | null;
    /** Whose it is: a team's key, or `@handle` of a person who is named. */
    readonly team: string | null;
    /** Others who are named as its owners: each of them has to sign as well. */
    readonly alsoTeams: readonly string[];
    readonly wave: string | null;
    readonly batches: readonly { readonly key: string; readonly dueAt: string | null }[];
  };
  readonly shown: Shown;
  readonly digest: string;
  /** Who wrote the commits that it rests on, with one of them where it was told. */
  readonly authors: ReadonlyMap<string, string | null>;
  /** People behind the evidence that it rests on. */
  readonly reporters: readonly string[];
  /** People who approved the decision that retires it. */
  readonly decidedBy: readonly string[];
};

/** A subject by one name, as maps are keyed. */
export const subjectName = ({ kind, key }: SubjectName): string => `${kind}:${key}`;

/** What a program asks of signatures, with the default for what it does not say. */
export const signOffRulesOf = (stored: unknown): SignOffRules => ({
  ...defaultSignOffRules,
  ...(typeof stored === "object" && stored !== null ? (stored as Partial<SignOffRules>) : {}),
});

/** What a subject's signatures take: the program's rules, and everybody who is named as its owner. */
export const rulesFor = ({ row }: SignOffSubject, rules: SignOffRules): SignOffRules => ({
  ...rules,
  alsoTeams: [...new Set([...row.alsoTeams, ...rules.alsoTeams])],
});

/** The rules' version as it is shown and signed. */
export const rulesDigest = (rules: SignOffRules): string =>
  sha256(canonicalJson(rules)).slice(0, 16);

export const digestOf = (shown: Shown): string => sha256(canonicalJson(shown));

/** Something that is no row of the inventory, as a subject: it is signed or not, and climbs no ladder. */
export const subjectOf = (
  given: SubjectName & {
    readonly program: string;
    readonly title: string;
    readonly owners: readonly string[];
    readonly values: Shown["values"];
    readonly readings: NonNullable<Shown["readings"]>;
    readonly rules: SignOffRules;
    readonly path?: string | null;
    /** Whose work it is; nobody's where none is told. */
    readonly authorship?: Pick<SignOffSubject, "authors" | "reporters">;
  },
): SignOffSubject => {
  const { kind, key, title, owners, path = null } = given;
  const [team = null, ...alsoTeams] = owners;
  const shown: Shown = {
    program: given.program,
    kind,
    key,
    title,
    state: "unsigned",
    to: "signed",
    team,
    values: given.values,
    anchors: [],
    rollbackNote: null,
    retirement: null,
    tests: [],
    contradictions: [],
    readings: given.readings,
    rules: { signOff: rulesDigest(given.rules) },
  };
  return {
    row: {
      id: null,
      kind,
      key,
      title,
      method: null,
      path,
      team,
      alsoTeams,
      wave: null,
      batches: [],
    },
    shown,
    digest: digestOf(shown),
    authors: given.authorship?.authors ?? new Map(),
    reporters: given.authorship?.reporters ?? [],
    decidedBy: [],
  };
};

/** What was shown, as it is kept: its canonical JSON, compressed. */
export const packShown = (shown: Shown): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(canonicalJson(shown)));

export const unpackShown = (bytes: Uint8Array): Shown =>
  JSON.parse(gunzipSync(bytes).toString("utf8")) as Shown;
