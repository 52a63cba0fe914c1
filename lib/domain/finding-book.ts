import type { Finding, Origin } from "./inventory";

type Entry = {
  readonly says: string;
  readonly items: readonly string[];
  readonly origins: readonly Origin[];
};

type Group = {
  readonly code: Finding["code"];
  readonly together: (count: number) => string;
  readonly most: number;
  readonly entries: Entry[];
};

// A finding is read by a person: places beyond these say nothing new, and they cost memory.
const shownOrigins = 100;

/**
 * Findings while sources are read. Findings of one group are told one by one up to `most`,
 * and beyond that as one sentence over all of them: 40,000 equal faults are one thing to decide.
 */
export class FindingBook {
  readonly #groups = new Map<string, Group>();

  add(
    code: Finding["code"],
    entry: Entry,
    group: {
      readonly of: string;
      readonly together: (count: number) => string;
      readonly most?: number;
    },
  ): void {
    const key = `${code} ${group.of}`;
    const known = this.#groups.get(key);
    if (known) known.entries.push(entry);
    else
      this.#groups.set(key, {
        code,
        together: group.together,
        most: group.most ?? 100,
        entries: [entry],
      });
  }

  findings(): Finding[] {
    return [...this.#groups.values()].flatMap(({ code, together, most, entries }) =>
      entries.length <= most
        ? entries.map((entry) => ({ code, ...entry }))
        : [
            {
              code,
              says: together(entries.length),
              items: [...new Set(entries.flatMap((entry) => entry.items))],
              origins: entries.flatMap((entry) => entry.origins).slice(0, shownOrigins),
            },
          ],
    );
  }
}

/** A place in words: `route_tracker.csv, row 12, column method`. */
export const place = (origin: Origin): string =>
  [
    origin.file,
    origin.row === undefined ? null : `row ${origin.row}`,
    origin.column === undefined ? null : `column ${origin.column}`,
  ]
    .filter((part) => part !== null)
    .join(", ");
