import type { PatternPreview } from "@/lib/contract/tests";

/** What patterns would join, each with some of its matches; an id that no row has joins nothing. */
export const PatternMatches = ({ preview }: { preview: PatternPreview }) => (
  <div aria-live="polite" className="flex flex-col gap-2">
    <p>{preview.says}</p>
    {preview.patterns.map(({ joins, unknown, matches }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: patterns are told apart by their place
      <div key={at}>
        <p className="text-ink-2">
          Pattern {at + 1} joins {joins.toLocaleString("en-GB")}
          {unknown > 0 &&
            `, and finds ${unknown.toLocaleString("en-GB")} ids that no row of the inventory has`}
          .
        </p>
        <ul className="mt-1 flex flex-col gap-0.5">
          {matches.slice(0, 8).map(({ identity, name, test, isKnown }) => (
            <li className="flex flex-wrap gap-x-2" key={identity}>
              <span className="mono wrap-anywhere">{name}</span>
              <span className={isKnown ? "mono font-strong" : "mono text-fail"}>
                {isKnown ? test : `${test}: no such test`}
              </span>
            </li>
          ))}
        </ul>
      </div>
    ))}
  </div>
);
