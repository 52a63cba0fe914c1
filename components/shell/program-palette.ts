import { navigation, pageAddress } from "@/components/shell/navigation";
import {
  listSource,
  type PaletteEntry,
  type PaletteSource,
} from "@/components/shell/palette-source";
import { callOperation } from "@/lib/client/call-operation";
import { itemAddress, programAddress } from "@/lib/client/program-address";

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

/** What the palette finds in a program: its pages, capabilities, rows, and the other programs. */
export const programPalette = (
  program: string,
  programs: readonly { key: string; name: string }[],
  readCapabilities: () => Promise<readonly string[]>,
): readonly PaletteSource[] => [
  listSource(
    "pages",
    "Pages",
    navigation
      .flatMap((group) => group.pages)
      .map(({ key, label }) => ({ key, label, href: pageAddress(program, key) })),
  ),
  {
    key: "capabilities",
    heading: "Capabilities",
    load: async (query, signal) => {
      if (query === "") return [];
      const entries = (await readCapabilities()).map((key) => ({
        key,
        label: key,
        href: programAddress(program, "matrix", { capability: key }),
      }));
      return listSource("capabilities", "Capabilities", entries).load(query, signal);
    },
  },
  itemSource(program),
  listSource(
    "programs",
    "Programs",
    programs
      .filter(({ key }) => key !== program)
      .map(({ key, name }) => ({ key, label: name, href: programAddress(key) })),
  ),
];
