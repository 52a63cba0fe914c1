import type { Reason } from "@/lib/domain/refusal";
import { type SwitchNaming, switchName } from "@/lib/domain/switch-naming";

const levels = ["family", "capability", "route", "worker"] as const;
const known = new Set(["{KEY}", "{key}", "{SWITCH_ID}"]);

/** A switch of the program, as its naming calls it. */
export type NamedSwitch = { readonly level: (typeof levels)[number]; readonly key: string };

const templateFaults = (field: string, template: string | null, isOfMany: boolean): Reason[] => {
  if (template === null) return [];
  const places = template.match(/\{[^}]*\}?/g) ?? [];
  const odd = places.find((place) => !known.has(place));
  if (odd) return [{ field, says: `${odd} is not filled in: say {KEY}, {key} or {SWITCH_ID}` }];
  if (isOfMany && places.length === 0) {
    return [
      {
        field,
        says: `${template} would be the name of all: say {KEY}, {key} or {SWITCH_ID} in it`,
      },
    ];
  }
  if (!isOfMany && places.length > 0) {
    return [{ field, says: `there is one of it, so ${places[0]} stands for nothing` }];
  }
  return [];
};

const exceptionFaults = (place: string): Reason[] =>
  /^(family|capability|route|worker|orgs|repos|users|percent):.+$/.test(place)
    ? []
    : [
        {
          field: `naming.exceptions.${place}`,
          says: "say the level and the key, e.g. worker:filewatcher or percent:filewatcher",
        },
      ];

/**
 * What is wrong with a naming by itself: a template of many switches that names all alike, one of a single
 * switch with a place for a key, a place that nothing fills, an exception for no switch. Empty where nothing is.
 */
export const namingFaults = (naming: SwitchNaming): Reason[] => [
  ...templateFaults("naming.program", naming.program, false),
  ...templateFaults("naming.force", naming.force, false),
  ...levels.flatMap((level) => templateFaults(`naming.${level}`, naming[level], true)),
  ...Object.keys(naming.exceptions).flatMap(exceptionFaults),
];

/** Names that several switches have, each with all that have it: flipping one would read as flipping all. */
export const sharedNames = (
  naming: SwitchNaming,
  switches: readonly NamedSwitch[],
): { readonly name: string; readonly switches: readonly NamedSwitch[] }[] => {
  const byName = new Map<string, NamedSwitch[]>();
  for (const one of switches) {
    const name = switchName(naming, one.level, one.key);
    if (name !== null) byName.set(name, [...(byName.get(name) ?? []), one]);
  }
  return [...byName].flatMap(([name, all]) => (all.length > 1 ? [{ name, switches: all }] : []));
};
