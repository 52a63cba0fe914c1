import type { ItemTest, VerificationState } from "@/lib/domain/inventory";
import { type ExampleItem, exampleItem } from "./example-items";
import type { RouteSection } from "./route-section";

/** How the legacy framework writes the parameters of a path. */
export type PathStyle = (name: string, matches: string | null, section: RouteSection) => string;

type RouteNames = {
  readonly keyOf: (index: number) => string;
  readonly testsOf: (index: number, section: RouteSection) => readonly ItemTest[];
  readonly switchIdOf?: (method: string, pattern: string) => string;
  readonly pathStyle: PathStyle;
  readonly waveOf?: (section: RouteSection) => string | null;
  /** For sections that state none; `nth` counts the routes of the same wave from 0. */
  readonly verificationOf?: (wave: string | null, nth: number) => VerificationState;
  readonly batchOf?: (wave: string | null, section: RouteSection) => string;
  /** What a signature rests on besides tests: `source_ref` and `rollback_note`. */
  readonly supportOf?: (
    section: RouteSection,
    index: number,
  ) => Readonly<Record<string, string>> | null;
};

const verbs: Readonly<Record<string, string>> = {
  GET: "read",
  HEAD: "check",
  POST: "create",
  PUT: "update",
  PATCH: "continue",
  DELETE: "delete",
};

/** A row that begins with a verb in capitals is the title itself; a noun takes the method's verb. */
const titleOf = (what: string, method: string): string => {
  const [first = "", second = ""] = what;
  const isAcronym = second !== second.toLowerCase();
  if (first !== first.toLowerCase() && !isAcronym) return what;
  return `${first.toUpperCase()}${what.slice(1)}: ${verbs[method] ?? method}`;
};

/** `{name}`, `{name+}` and `{name:regex}` of the wire dialect in the words of a framework. */
const writtenPath = (pattern: string, section: RouteSection, style: PathStyle): string =>
  pattern.replace(/\{([a-z_]+)(\+|:[^}]*)?\}/g, (_whole, name: string, rest?: string) =>
    style(name, rest === undefined ? null : rest.replace(/^:/, ""), section),
  );

/**
 * One item a route and method, in the order of the sections. `{repository+}` and its like come out as the
 * legacy framework would write them in `path`; `pattern` keeps the wire dialect.
 */
export const routeItems = (
  sections: readonly RouteSection[],
  names: RouteNames,
): readonly ExampleItem[] => {
  const inWave = new Map<string | null, number>();
  return sections
    .flatMap((section) =>
      section.rows.flatMap(([what, methods, path]) =>
        methods.split(" ").map((method) => ({ section, what, path, method })),
      ),
    )
    .map(({ section, what, path, method }, index) => {
      const pattern = `${section.prefix}${path}`;
      const wave = names.waveOf ? names.waveOf(section) : (section.wave ?? null);
      const nth = inWave.get(wave) ?? 0;
      inWave.set(wave, nth + 1);
      const verification =
        section.stated?.verification ?? names.verificationOf?.(wave, nth) ?? "planned";
      return exampleItem("route", names.keyOf(index), {
        title: titleOf(what, method),
        family: section.family,
        capability: section.capability ?? null,
        wave,
        phase: section.phase ?? null,
        team: section.team,
        batches: names.batchOf ? [names.batchOf(wave, section)] : [],
        verification,
        verificationWord: section.stated?.word ?? verification,
        method,
        path: writtenPath(pattern, section, names.pathStyle),
        pattern,
        host: section.host ?? null,
        sourcePath: section.source,
        switchId: names.switchIdOf?.(method, pattern) ?? null,
        isSwitchable: true,
        tests: names.testsOf(index, section),
        attributes: {
          authentication: section.authentication,
          ...(section.affinity ? { affinity: section.affinity } : {}),
          ...names.supportOf?.(section, index),
        },
      });
    });
};

/** `ROUTE-0001` from a prefix, digits and a place counted from 0. */
export const numberedKey = (prefix: string, digits: number) => (index: number) =>
  `${prefix}-${String(index + 1).padStart(digits, "0")}`;
