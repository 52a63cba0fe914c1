import type { SelectorKey } from "@/lib/domain/snapshot";

/** Where a gateway finds what a canary asks for: a variable of nginx, a header of Envoy. */
type SelectorPlaces = { readonly [key in SelectorKey | "stamp"]?: string };

/**
 * How a program's switches are called where they leave Signalbox. Templates hold `{KEY}` (upper case, dashes
 * and dots as underscores), `{key}` (as it is) or `{SWITCH_ID}` (the row's own); `null` where the program has
 * no switch of that level.
 */
export type SwitchNaming = {
  /** `owner`: the value is the owner's word. `boolean`: `true` stands for the target. */
  readonly values: "owner" | "boolean";
  readonly program: string | null;
  readonly family: string | null;
  readonly capability: string | null;
  readonly route: string | null;
  readonly worker: string | null;
  /** The emergency switch that sends everything to legacy. */
  readonly force: string;
  readonly canary: {
    readonly orgs: string | null;
    readonly repos: string | null;
    readonly users: string | null;
    readonly percent: string | null;
  };
  /** Names that follow no template, by `level:key` or `percent:key`. */
  readonly exceptions: Readonly<Record<string, string>>;
  readonly gateways?: {
    readonly nginx?: SelectorPlaces;
    readonly envoy?: SelectorPlaces;
  };
};

type NamedLevel = "program" | "family" | "capability" | "route" | "worker" | CanaryName;
type CanaryName = "orgs" | "repos" | "users" | "percent";

const canaryNames = new Set<NamedLevel>(["orgs", "repos", "users", "percent"]);
const isCanaryName = (level: NamedLevel): level is CanaryName => canaryNames.has(level);

/** `{KEY}` of a template: upper case, everything but letters and digits as one underscore. */
const upperKey = (key: string): string =>
  key
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

/**
 * The program's own name of a switch, or `null` where it has none. A name is given as it comes out of
 * the template: whether it can be written where it is needed is for the writer to say.
 */
export const switchName = (naming: SwitchNaming, level: NamedLevel, key: string): string | null => {
  const exception = `${level}:${key}`;
  if (Object.hasOwn(naming.exceptions, exception)) return naming.exceptions[exception] ?? null;
  const template = isCanaryName(level) ? naming.canary[level] : naming[level];
  return (
    template
      ?.replaceAll("{KEY}", upperKey(key))
      .replaceAll("{key}", key)
      .replaceAll("{SWITCH_ID}", upperKey(key)) ?? null
  );
};
