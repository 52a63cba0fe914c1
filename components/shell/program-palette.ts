import { navigation, pageAddress } from "@/components/shell/navigation";
import {
  listSource,
  type PaletteEntry,
  type PaletteSource,
} from "@/components/shell/palette-source";
import { callForce, type ForceCall } from "@/components/switches/force-call";
import { callOperation } from "@/lib/client/call-operation";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { ProgramSummary } from "@/lib/contract/programs";

const mostItems = 12;

const itemSource = (program: string): PaletteSource => ({
  key: "items",
  heading: "Routes, workers and other rows",
  load: async (query, signal) => {
    if (query.length < 2) return [];
    const { listItems } = await import("@/lib/contract/items");
    const { items } = await callOperation(
      listItems,
      { program, q: query, limit: mostItems },
      { signal },
    );
    return items.map(
      ({ kind, key, title, method, path, capability }): PaletteEntry => ({
        key: `${kind} ${key}`,
        label: path ? `${method ?? ""} ${path}`.trim() : title,
        mono: path !== null,
        hint: [kind === "route" ? key : kind, capability].filter(Boolean).join(" · "),
        href: itemAddress(program, kind, key),
      }),
    );
  },
});

type Switches = { readonly families: readonly string[]; readonly capabilities: readonly string[] };

/** Forcing legacy, everywhere or for one family or capability, from wherever the reader is. */
const forceSource = (
  { owners, environments }: Pick<ProgramSummary, "owners" | "environments">,
  readSwitches: () => Promise<Switches | null>,
): PaletteSource => {
  const heading = "Emergency";
  const entry = (hint: string, call: ForceCall): PaletteEntry => ({
    key: `${call.environment} ${call.scope} ${call.key}`,
    label: `Force ${owners.legacy}${call.key ? ` for ${call.key}` : ""}`,
    hint,
    run: () => callForce(call),
  });
  const everywhere = environments.map(({ key, name }) =>
    entry(`everything in ${name.toLowerCase()}`, { environment: key, scope: "program" }),
  );
  return {
    key: "emergency",
    heading,
    load: async (query, signal) => {
      // The rows of every family would stand before what people look for.
      if (!/force|emerg/i.test(query)) return [];
      const switches = await readSwitches();
      const each = (scope: "family" | "capability", keys: readonly string[] = []) =>
        keys.map((key) => entry(`${scope}, in the environment shown`, { scope, key }));
      return listSource("emergency", heading, [
        ...everywhere,
        ...each("family", switches?.families),
        ...each("capability", switches?.capabilities),
      ]).load(query.replace(/\bemerg\w*/i, "force"), signal);
    },
  };
};

/** What the palette finds in a program: its pages, capabilities, rows, the emergency control, other programs. */
export const programPalette = ({
  program,
  programs,
  mayForce,
  readSwitches,
}: {
  program: Pick<ProgramSummary, "key" | "owners" | "environments">;
  programs: readonly { key: string; name: string }[];
  mayForce: boolean;
  /** Of the first environment; null where there is none. */
  readSwitches: () => Promise<Switches | null>;
}): readonly PaletteSource[] => [
  listSource(
    "pages",
    "Pages",
    navigation
      .flatMap((group) => group.pages)
      .map(({ key, label }) => ({ key, label, href: pageAddress(program.key, key) })),
  ),
  ...(mayForce ? [forceSource(program, readSwitches)] : []),
  {
    key: "capabilities",
    heading: "Capabilities",
    load: async (query, signal) => {
      if (query === "") return [];
      const entries = ((await readSwitches())?.capabilities ?? []).map((key) => ({
        key,
        label: key,
        href: programAddress(program.key, "matrix", { capability: key }),
      }));
      return listSource("capabilities", "Capabilities", entries).load(query, signal);
    },
  },
  itemSource(program.key),
  listSource(
    "programs",
    "Programs",
    programs
      .filter(({ key }) => key !== program.key)
      .map(({ key, name }) => ({ key, label: name, href: programAddress(key) })),
  ),
];
