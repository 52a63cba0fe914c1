import { Refusal } from "@/lib/domain/refusal";
import type { PreparedOwner } from "@/lib/domain/resolve-owner";
import type { SelectorKey, Snapshot } from "@/lib/domain/snapshot";
import { type DecisionStep, decisionSteps } from "@/lib/formats/decision-steps";
import {
  commentLine,
  type ExportSettings,
  plainIdentifier,
  refuseOtherHashing,
  requirePlainOwners,
  selectorPlaces,
} from "@/lib/formats/gateway-export";
import { escapeRegex } from "@/lib/formats/gateway-regex";
import { type GatewayRow, gatewayTable } from "@/lib/formats/gateway-rows";

type NginxSettings = ExportSettings & {
  /** Begins every variable's name; `signalbox` unless told. */
  readonly prefix?: string;
};

const otherHashing =
  "nginx chooses the members of a percentage with MurmurHash2 (split_clients), clients with MurmurHash3: same share, other members.";

const usualPlaces = {
  user: "$http_x_signalbox_user",
  org: "$http_x_signalbox_org",
  repo: "$http_x_signalbox_repo",
  targetingKey: "$http_x_signalbox_key",
  stamp: "$cookie_signalbox_owner",
} as const;

/** A word between double quotes, as nginx reads it. It holds no variable: `$` is not among what is written here. */
const quoted = (text: string): string => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;

const mapOf = (from: string, to: string, lines: readonly string[]): string =>
  [`map ${from} ${to} {`, ...lines.map((line) => `    ${line}`), "}"].join("\n");

// What a map takes for something else than a name, in any spelling to be certain.
const mapWords = new Set(["default", "hostnames", "include", "volatile"]);
// One word of a configuration has at most 4096 bytes.
const wordAtMost = 3500;

/** Expressions that meet exactly these names, in words that nginx can read. A map's own strings ignore case. */
const nameExpressions = (names: readonly string[]): string[] => {
  const words: string[] = [];
  let alternatives: string[] = [];
  let length = 0;
  const end = (): void => {
    if (alternatives.length > 0) words.push(quoted(`~^(?:${alternatives.join("|")})$`));
    alternatives = [];
    length = 0;
  };
  for (const name of new Set(names)) {
    const text = escapeRegex(name, "bytes");
    // Quoting doubles every backslash.
    const size = text.length * 2 + 1;
    if (size > wordAtMost) {
      throw new Refusal("invalid", `${name.slice(0, 60)}… is too long a name for nginx.`);
    }
    if (length + size > wordAtMost) end();
    alternatives.push(text);
    length += size;
  }
  end();
  return words;
};

const unreserved = "2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe]";
// Without the dot: decoded, it could make nginx resolve a path that clients leave as it is.
const unreservedButDot = unreserved.replace("2[DdEe]", "2[Dd]");

/** The path as clients read it: unreserved characters decoded once, everything else as it was sent. */
const pathLines = (): string[] => [
  'default "";',
  `${quoted("~^(?:[^?#/]*/){129}")} "";`,
  `${quoted("~^[^%?#]*(?:[?#]|$)")} $request_uri;`,
  `${quoted(`~^(?:[^%?#]|%(?!${unreserved}))*(?:[?#]|$)`)} $request_uri;`,
  `${quoted(`~^(?![^?#]*(?://|/\\.\\.?(?:[/?#]|$)))(?:[^%?#]|%(?:${unreservedButDot}))*(?:[?#]|$)`)} $uri;`,
];

const rowLine = ({ methods, host, path, route }: GatewayRow): string => {
  const verbs = methods.length === 1 ? methods[0] : `(?:${methods.join("|")})`;
  const before = host === null ? "" : `${escapeRegex(host, "bytes")} `;
  return `${quoted(`~^${before}${verbs} ${path}(?:[?#]|$)`)} ${quoted(plainIdentifier(route))};`;
};

type Places = Readonly<Record<SelectorKey | "stamp", string>>;

const shareLines = (
  places: Places,
  step: DecisionStep & { ask: "share" },
  name: string,
  next: string,
): string[] => {
  const split = `$${name}_split`;
  const place = places[step.key];
  const basis = `${Math.floor(step.percent / 100)}.${String(step.percent % 100).padStart(2, "0")}`;
  return [
    [
      `split_clients "${plainIdentifier(step.salt)}:\${${place.slice(1)}}" ${split} {`,
      `    ${basis}% ${quoted(step.owner)};`,
      `    * "";`,
      "}",
    ].join("\n"),
    mapOf(split, `$${name}_member`, [`default ${quoted(step.owner)};`, `"" ${next};`]),
    mapOf(place, `$${name}`, [`default $${name}_member;`, `"" ${next};`]),
  ];
};

/** The maps that answer one rule: each asks one question and leaves the rest to the next. */
const ruleMaps = (places: Places, rule: string, owner: PreparedOwner): string[] => {
  const { steps, otherwise } = decisionSteps(owner);
  const nameOf = (at: number): string => (at === 0 ? rule : `${rule}_${at}`);
  const mapsOf = (step: DecisionStep, at: number): string | string[] => {
    const name = nameOf(at);
    const next = at + 1 < steps.length ? `$${nameOf(at + 1)}` : quoted(otherwise);
    switch (step.ask) {
      case "stamp":
        return mapOf(places.stamp, `$${name}`, [
          `default ${quoted(step.otherwise)};`,
          `"" ${next};`,
          ...step.words.map((word) => `${nameExpressions([word])[0]} ${quoted(word)};`),
        ]);
      case "listed":
        return mapOf(places[step.key], `$${name}`, [
          `default ${next};`,
          ...nameExpressions(step.names).map((word) => `${word} ${quoted(step.owner)};`),
        ]);
      case "has":
        return mapOf(places[step.key], `$${name}`, [
          `default ${quoted(step.owner)};`,
          `"" ${next};`,
        ]);
      case "share":
        return shareLines(places, step, name, next);
    }
  };
  return steps.flatMap(mapsOf);
};

/** Room for nginx's tables of names; its own defaults are refused at start when a name is too long. */
const tableSizes = (rows: readonly GatewayRow[]): string[] => {
  const longest = Math.max(0, ...rows.map(({ route }) => plainIdentifier(route).length));
  const lines: string[] = [];
  if (longest > 40) {
    const needed = longest + 24;
    lines.push(`map_hash_bucket_size ${2 ** Math.ceil(Math.log2(needed))};`);
  }
  if (rows.length > 1000) lines.push(`map_hash_max_size ${rows.length * 4};`);
  return lines;
};

/**
 * Ownership as nginx reads it, to be included in `http { }`: maps that give `$signalbox_owner` (the
 * program's word), `$signalbox_route` and `$signalbox_version`. Orgs, repos, users and targeting keys are
 * read from variables that the program names, or from `x-signalbox-*` headers. Refuses owners' words that
 * are not plain, and, where the program wants that, percentages. switches.md, "Plane endpoints".
 */
export const exportNginx = (snapshot: Snapshot, settings: NginxSettings): string => {
  const { prefix = "signalbox", naming } = settings;
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(prefix)) {
    throw new Refusal("invalid", "A prefix is lower-case letters, digits and _, e.g. signalbox.");
  }
  requirePlainOwners(snapshot);
  const table = gatewayTable(snapshot, { isForced: settings.isForced ?? false, unit: "bytes" });
  refuseOtherHashing(table, settings, otherHashing);
  const isVariable = (text: string) => /^\$[a-z0-9_]{1,100}$/.test(text);
  const places = selectorPlaces(usualPlaces, naming?.gateways?.nginx, isVariable);
  const { owners, epoch, version } = snapshot;
  const safe = table.index.unknown.base.owner;

  // Ids that differ by case alone would be one key: a map's strings ignore case. Twice is once.
  const spellings = new Map<string, Set<string>>();
  for (const { route } of table.rows) {
    const folded = plainIdentifier(route).toLowerCase();
    spellings.set(folded, (spellings.get(folded) ?? new Set()).add(route));
  }
  const keyOf = (route: string): string => {
    const id = plainIdentifier(route);
    const isAlone = spellings.get(id.toLowerCase())?.size === 1 && !mapWords.has(id.toLowerCase());
    return isAlone && id.length <= 200 ? quoted(id) : quoted(`~^${escapeRegex(id, "bytes")}$`);
  };

  const rules = new Map<string, string>();
  const ruleTexts: string[] = [];
  const told = new Map<string, string>();
  for (const { route, owner } of table.rows) {
    if (told.has(route)) continue;
    const decided = decisionSteps(owner);
    if (decided.steps.length === 0) {
      told.set(route, quoted(decided.otherwise));
      continue;
    }
    const key = JSON.stringify(decided);
    let rule = rules.get(key);
    if (rule === undefined) {
      rule = `${prefix}_rule_${rules.size + 1}`;
      rules.set(key, rule);
      ruleTexts.push(...ruleMaps(places, rule, owner));
    }
    told.set(route, `$${rule}`);
  }

  const ofHosts = table.rows.filter(({ host }) => host !== null);
  const ofAny = table.rows.filter(({ host }) => host === null);
  const anyRoute = ofHosts.length === 0 ? `$${prefix}_route` : `$${prefix}_route_of_any_host`;
  const hasShare = [...rules.keys()].some((key) => key.includes('"ask":"share"'));
  const isForced = settings.isForced ?? false;
  const head = [
    `Written by Signalbox: ${snapshot.program}/${snapshot.environment}, version ${epoch}-${version}. Do not edit.`,
    `owners: legacy ${owners.legacy}, target ${owners.target}`,
    ...(isForced ? ["Legacy is forced on this machine."] : []),
    ...(hasShare ? [otherHashing] : []),
    ...table.notes,
  ];
  return `${[
    head.map(commentLine).join("\n"),
    ...tableSizes(table.rows),
    mapOf('""', `$${prefix}_version`, [`default ${quoted(`${epoch}-${version}`)};`]),
    mapOf("$request_uri", `$${prefix}_path`, pathLines()),
    mapOf(`"$request_method $${prefix}_path"`, anyRoute, ['default "";', ...ofAny.map(rowLine)]),
    ...(ofHosts.length === 0
      ? []
      : [
          mapOf(`"$host $request_method $${prefix}_path"`, `$${prefix}_route`, [
            `default ${anyRoute};`,
            ...ofHosts.map(rowLine),
          ]),
        ]),
    ...ruleTexts,
    mapOf(`$${prefix}_route`, `$${prefix}_owner`, [
      `default ${quoted(safe)};`,
      ...[...told]
        .filter(([, owner]) => owner !== quoted(safe))
        .map(([route, owner]) => `${keyOf(route)} ${owner};`),
    ]),
  ].join("\n\n")}\n`;
};
