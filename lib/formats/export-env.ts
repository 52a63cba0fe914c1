import { cohortOf } from "@/lib/domain/cohort";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { Refusal } from "@/lib/domain/refusal";
import type { PreparedOwner } from "@/lib/domain/resolve-owner";
import type { Snapshot, SnapshotRoute, SnapshotRule } from "@/lib/domain/snapshot";
import { switchName } from "@/lib/domain/switch-naming";
import { commentLine, type ExportSettings } from "@/lib/formats/gateway-export";

type Level = "program" | "family" | "capability" | "route";

/** One switch of the program: whom it sends to the target, and the switches that say which of them. */
type Entry = {
  readonly level: Level;
  readonly key: string;
  readonly rule: SnapshotRule;
};

const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;
const plainValue = /^[A-Za-z0-9._:,/@%+-]*$/;

/** A value as shells, systemd and dotenv read it alike; `null` where there is no such form. */
const envValue = (value: string): string | null => {
  if (plainValue.test(value)) return value;
  return /['\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(value) ? null : `'${value}'`;
};

const lists = ["orgs", "repos", "users"] as const;

/** The rule that a route meets, with force counted in. */
const metBy = (owner: PreparedOwner, isForced: boolean): SnapshotRule => {
  const { base } = isForced && owner.localForced !== null ? { base: owner.localForced } : owner;
  return base.rule !== undefined && base.rule.owner === base.owner
    ? base.rule
    : { owner: base.owner };
};

const isSame = (one: SnapshotRule, other: SnapshotRule): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Words that stand for a level in a note. */
const placeOf = ({ level, key }: Entry): string => (level === "program" ? "the default" : key);

/**
 * Ownership in the program's own variables, one `NAME=value` a line. Where a switch has no name, a canary
 * cannot be told, or two rules would need one name, the level above stays on legacy and a comment says so:
 * whoever reads the file never meets the target where a client would not. Refuses a program without a
 * naming, and percentages where the program refuses other hashing. programs.md, the naming of switches.
 */
export const exportEnv = (snapshot: Snapshot, settings: ExportSettings): string => {
  const { naming } = settings;
  if (naming === null) {
    throw new Refusal(
      "conflict",
      "This program has no names for its switches. Give it a naming first.",
    );
  }
  const isForced = settings.isForced ?? false;
  const index = indexSnapshot(snapshot);
  const { owners, program, environment, epoch, version } = snapshot;
  const notes: string[] = [];
  const note = (says: string): void => {
    if (!notes.includes(says)) notes.push(says);
  };
  const legacyRule: SnapshotRule = { owner: owners.legacy };
  const truthOf = ({ id }: SnapshotRoute): SnapshotRule =>
    metBy(index.routes.get(id) ?? index.unknown, isForced);

  const entries = new Map<string, Entry>();
  const put = (level: Level, key: string, rule: SnapshotRule): void => {
    const name = switchName(naming, level, key);
    if (name === null) return;
    if (!variableName.test(name)) {
      note(`${key} would be called ${name}, which is no name of a variable; it is left out.`);
      return;
    }
    const known = entries.get(name);
    if (known === undefined || isSame(known.rule, rule)) entries.set(name, { level, key, rule });
    else {
      note(`${placeOf(known)} and ${key} share the name ${name} and differ; it stays on legacy.`);
      entries.set(name, { level, key, rule: legacyRule });
    }
  };

  // What each level's routes agree on, so that force and the levels above are counted in.
  const routesOf = (level: "family" | "capability", key: string): SnapshotRoute[] =>
    snapshot.routes.filter((route) => route[level] === key);
  const agreed = (level: "family" | "capability", key: string): SnapshotRule => {
    const truths = routesOf(level, key)
      .filter((route) => route.owner === undefined)
      .filter((route) => level === "capability" || !isRuled(route.capability))
      .map(truthOf);
    const [first] = truths;
    if (first === undefined) {
      const own = level === "family" ? snapshot.families[key] : snapshot.capabilities[key];
      return isAllForced || own?.owner === undefined ? legacyRule : { ...own, owner: own.owner };
    }
    if (truths.every((truth) => isSame(truth, first))) return first;
    note(`The routes of ${key} do not agree; it stays on legacy.`);
    return legacyRule;
  };
  const isAllForced = isForced || snapshot.force.some(({ scope }) => scope === "program");
  const ruledCapabilities = new Set([
    ...Object.keys(snapshot.capabilities).filter(
      (key) => snapshot.capabilities[key]?.owner !== undefined,
    ),
    ...snapshot.force.flatMap(({ scope, key }) =>
      scope === "capability" && key !== undefined ? [key] : [],
    ),
  ]);
  const isRuled = (capability: string | null): boolean =>
    capability !== null && ruledCapabilities.has(capability);

  const capabilities = new Set([
    ...ruledCapabilities,
    // A boolean that is not there is read as nothing in particular: every one is written.
    ...(naming.values === "boolean" || (naming.program === null && naming.family === null)
      ? snapshot.routes.flatMap(({ capability }) => (capability === null ? [] : [capability]))
      : []),
  ]);
  const families = new Set([
    ...Object.keys(snapshot.families),
    ...snapshot.force.flatMap(({ scope, key }) =>
      scope === "family" && key !== undefined ? [key] : [],
    ),
  ]);
  put("program", program, isAllForced ? legacyRule : snapshot.default);
  for (const key of families) put("family", key, agreed("family", key));
  for (const key of capabilities) put("capability", key, agreed("capability", key));
  for (const route of snapshot.routes) {
    if (route.owner !== undefined) put("route", route.id, truthOf(route));
  }

  /** The canary's own variables, or why they cannot say it. */
  const canaryOf = (
    level: Level,
    key: string,
    rule: SnapshotRule,
  ): Map<string, string> | string => {
    const variables = new Map<string, string>();
    const { canary } = rule;
    if (cohortOf(rule, owners) === "none") return variables;
    if (rule.sticky !== undefined) return "what is stamped at its creation has no variable";
    const add = (list: "orgs" | "repos" | "users" | "percent", value: string): string | null => {
      const name = switchName(naming, list, key);
      if (name === null || !variableName.test(name)) return `its ${list} have no variable`;
      const written = envValue(value);
      if (written === null) return `its ${list} cannot be written in a line`;
      variables.set(name, written);
      return null;
    };
    if (canary === undefined) {
      if (level === "program") return variables;
      add("percent", "100");
      return variables;
    }
    if (lists.some((list) => (canary.except?.[list] ?? []).length > 0)) {
      return "exceptions have no variable";
    }
    for (const list of lists) {
      const names = canary[list] ?? [];
      if (names.some((one) => one.includes(","))) return `its ${list} hold a comma`;
      const wrong = names.length === 0 ? null : add(list, names.join(","));
      if (wrong !== null) return wrong;
    }
    const percent = canary.percent ?? 0;
    if (percent > 0 || switchName(naming, "percent", key) !== null) {
      const wrong = add("percent", String(percent / 100));
      if (wrong !== null && percent > 0) return wrong;
    }
    return variables;
  };

  const demote = (name: string, entry: Entry, because: string): void => {
    note(`${placeOf(entry)} stays on legacy here: ${because}.`);
    entries.set(name, { ...entry, rule: legacyRule });
  };
  const byCanaryVariable = (): Map<string, string> => {
    for (;;) {
      const variables = new Map<string, string>();
      const wrong = [...entries].find(([name, entry]) => {
        const told = canaryOf(entry.level, entry.key, entry.rule);
        const because =
          typeof told === "string"
            ? told
            : [...told].some(([key, value]) => (variables.get(key) ?? value) !== value)
              ? "another rule needs the same variable for something else"
              : null;
        if (because !== null) {
          demote(name, entry, because);
          return true;
        }
        if (typeof told !== "string") for (const [key, value] of told) variables.set(key, value);
        return false;
      });
      if (wrong === undefined) return variables;
    }
  };

  /** The switch that the program will read for a route: the nearest that is written. */
  const toldOf = (route: SnapshotRoute): [string, Entry] | null => {
    const places: readonly (readonly [Level, string | null])[] = [
      ["route", route.id],
      ["capability", route.capability],
      ["family", route.family],
      ["program", program],
    ];
    for (const [level, key] of places) {
      const name = key === null ? null : switchName(naming, level, key);
      const entry = name === null ? undefined : entries.get(name);
      if (name !== null && entry !== undefined) return [name, entry];
    }
    return null;
  };
  let variables = byCanaryVariable();
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const route of snapshot.routes) {
      const told = toldOf(route);
      if (told === null || cohortOf(told[1].rule, owners) === "none") continue;
      const truth = truthOf(route);
      if (isSame(truth, told[1].rule) || cohortOf(truth, owners) === "all") continue;
      demote(told[0], told[1], `${route.id} is decided otherwise and has no variable of its own`);
      isSettled = false;
    }
    if (!isSettled) variables = byCanaryVariable();
  }

  const refuses = settings.refusesOtherHashing ?? false;
  const shares = [...entries.values()].filter(({ rule }) => {
    const percent = rule.canary?.percent ?? 0;
    return percent > 0 && percent < 10_000;
  });
  const otherHashing =
    "Who is in a percentage is chosen by the program itself: same share, other members unless it hashes as Signalbox does.";
  if (refuses && shares.length > 0) {
    throw new Refusal(
      "conflict",
      `${otherHashing} This environment refuses such exports.`,
      shares.map((entry) => ({ says: `${placeOf(entry)} is decided by a percentage.` })),
    );
  }

  const lines: string[] = [];
  const line = (name: string, value: string): void => {
    const written = envValue(value);
    if (variableName.test(name) && written !== null) lines.push(`${name}=${written}`);
    else note(`${name} cannot be written; it is left out.`);
  };
  const valueFor = (owner: string): string =>
    naming.values === "owner" ? owner : String(owner === owners.target);
  line(naming.force, String(isAllForced));
  for (const [name, { rule }] of entries) {
    line(name, valueFor(cohortOf(rule, owners) === "none" ? owners.legacy : rule.owner));
  }
  lines.push(...[...variables].map(([name, value]) => `${name}=${value}`));
  for (const worker of Object.keys(snapshot.workers)) {
    const name = switchName(naming, "worker", worker);
    if (name === null) continue;
    const owner = index.workers.get(worker) ?? index.unknown;
    line(name, valueFor(metBy(owner, isForced).owner));
  }
  const head = [
    `Written by Signalbox: ${program}/${environment}, version ${epoch}-${version}. Do not edit.`,
    ...(isForced ? ["Legacy is forced on this machine."] : []),
    ...(shares.length > 0 ? [otherHashing] : []),
    ...notes,
  ];
  return `${[...head.map(commentLine), ...lines].join("\n")}\n`;
};
