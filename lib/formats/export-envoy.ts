import type { OwnerWord, SelectorKey, Snapshot } from "@/lib/domain/snapshot";
import { type DecisionStep, decisionSteps } from "@/lib/formats/decision-steps";
import {
  type ExportSettings,
  refuseOtherHashing,
  requirePlainOwners,
  selectorPlaces,
} from "@/lib/formats/gateway-export";
import { escapeRegex } from "@/lib/formats/gateway-regex";
import { type GatewayRow, gatewayTable } from "@/lib/formats/gateway-rows";

const otherHashing =
  "Envoy draws the members of a percentage anew for every request: same share, other members, and not the same ones twice.";

const usualPlaces = {
  user: "x-signalbox-user",
  org: "x-signalbox-org",
  repo: "x-signalbox-repo",
  targetingKey: "x-signalbox-key",
  stamp: "x-signalbox-owner",
} as const;

type Places = Readonly<Record<SelectorKey | "stamp", string>>;
type Json = { readonly [name: string]: unknown };

const hasText = (name: string, names: readonly string[]): Json => ({
  name,
  string_match: {
    safe_regex: { regex: `(?:${names.map((one) => escapeRegex(one, "points")).join("|")})` },
  },
});
// A header that is there and not empty, as a value that clients would read.
const isThere = (name: string): Json => ({ name, string_match: { safe_regex: { regex: ".+" } } });

const cluster = (owner: OwnerWord): Json => ({ cluster: owner });

type Choice = { readonly headers: readonly Json[]; readonly route: Json };

const choicesOf = (places: Places, step: DecisionStep, legacy: OwnerWord): Choice[] => {
  switch (step.ask) {
    case "stamp":
      return [
        ...step.words.map((word) => ({
          headers: [hasText(places.stamp, [word])],
          route: cluster(word),
        })),
        { headers: [isThere(places.stamp)], route: cluster(step.otherwise) },
      ];
    case "listed":
      return [{ headers: [hasText(places[step.key], step.names)], route: cluster(step.owner) }];
    case "has":
      return [{ headers: [isThere(places[step.key])], route: cluster(step.owner) }];
    case "share":
      return [
        {
          headers: [isThere(places[step.key])],
          route: {
            weighted_clusters: {
              clusters: [
                { name: step.owner, weight: step.percent },
                { name: legacy, weight: 10_000 - step.percent },
              ],
            },
          },
        },
      ];
  }
};

const rowRoutes = (places: Places, row: GatewayRow, legacy: OwnerWord): Json[] => {
  const { steps, otherwise } = decisionSteps(row.owner);
  const methods =
    row.methods.length === 1
      ? { exact: row.methods[0] }
      : { safe_regex: { regex: row.methods.join("|") } };
  const choices = [
    ...steps.flatMap((step) => choicesOf(places, step, legacy)),
    { headers: [], route: cluster(otherwise) },
  ];
  return choices.map(({ headers, route }) => ({
    name: row.route,
    match: {
      safe_regex: { regex: row.path },
      headers: [{ name: ":method", string_match: methods }, ...headers],
    },
    route,
  }));
};

// Clients decode these before they look; Envoy does not, so it must not look at all.
const escapedUnreserved = ".*%(?:2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe]).*";

/**
 * Ownership as Envoy reads it: a discovery response with one route configuration, for a file that
 * `rds` watches. Clusters are called by the program's words for its owners. Refuses owners' words that are
 * not plain, and, where the program wants that, percentages. switches.md, "Plane endpoints".
 */
export const exportEnvoy = (snapshot: Snapshot, settings: ExportSettings): string => {
  requirePlainOwners(snapshot);
  const table = gatewayTable(snapshot, { isForced: settings.isForced ?? false, unit: "points" });
  refuseOtherHashing(table, settings, otherHashing);
  const isHeader = (text: string) => /^[a-z0-9-]{1,100}$/.test(text);
  const places = selectorPlaces(usualPlaces, settings.naming?.gateways?.envoy, isHeader);
  const { legacy } = snapshot.owners;
  const safe = cluster(table.index.unknown.base.owner);
  const ofAny = table.rows.filter(({ host }) => host === null);
  const hosts = [...new Set(table.rows.flatMap(({ host }) => (host === null ? [] : [host])))];
  const { program, environment, epoch, version } = snapshot;
  const hasShare = table.rows.some(({ owner }) =>
    decisionSteps(owner).steps.some(({ ask }) => ask === "share"),
  );
  const notes = [...(hasShare ? [otherHashing] : []), ...table.notes];
  const metadata = {
    filter_metadata: { signalbox: { version: `${epoch}-${version}`, notes: notes.slice(0, 100) } },
  };
  const virtualHost = (name: string, domains: readonly string[], rows: readonly GatewayRow[]) => ({
    name,
    domains,
    routes: [
      { name: "not-decoded", match: { safe_regex: { regex: escapedUnreserved } }, route: safe },
      ...rows.flatMap((row) => rowRoutes(places, row, legacy)),
      { name: "unknown", match: { prefix: "/" }, route: safe, metadata },
    ],
  });
  const type = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";
  const configuration = {
    "@type": type,
    name: `signalbox-${program}-${environment}`,
    ignore_port_in_host_matching: true,
    virtual_hosts: [
      ...hosts.map((host) => {
        const own = table.rows.filter((row) => row.host === host);
        return virtualHost(host, [host], [...own, ...ofAny]);
      }),
      virtualHost("*", ["*"], ofAny),
    ],
  };
  const answer = { version_info: `${epoch}-${version}`, resources: [configuration] };
  return `${JSON.stringify(answer, null, 1)}\n`;
};
