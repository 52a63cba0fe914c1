/** One thing the palette can lead to. */
export type PaletteEntry = {
  readonly key: string;
  readonly label: string;
  /** Ids and paths are set in monospace. */
  readonly mono?: boolean;
  /** What kind of thing it is, where it belongs. */
  readonly hint?: string;
} & ({ readonly href: string } | { readonly run: () => void });

export type PaletteSource = {
  readonly key: string;
  readonly heading: string;
  /** Entries for a query, best first; for an empty one those worth offering unasked. */
  readonly load: (query: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]>;
};

/** A source over a list that is at hand: entries that hold every word of the query. */
export const listSource = (
  key: string,
  heading: string,
  entries: readonly PaletteEntry[],
): PaletteSource => ({
  key,
  heading,
  load: async (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return entries.filter((entry) => {
      const text = `${entry.label} ${entry.hint ?? ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  },
});
