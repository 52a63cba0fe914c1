"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ImportSummary } from "@/lib/contract/imports";
import { findingWords } from "@/lib/domain/finding-words";

type Findings = ImportSummary["findings"];

const shownAtFirst = 3;

/** What the files leave open or contradict each other about, grouped by what it asks for. */
export const ImportFindings = ({ summary }: { summary: ImportSummary }) => {
  const groups = Object.entries(summary.findingCounts);
  return (
    <Panel
      flush
      title={
        <>
          Findings{" "}
          <span className="font-normal text-ink-3">
            {groups.reduce((sum, [, count]) => sum + count, 0).toLocaleString("en-GB")}
          </span>
        </>
      }
    >
      {groups.length === 0 ? (
        <p className="border-line-soft border-t px-4 py-3 text-ink-2">
          The files leave nothing open and do not contradict each other.
        </p>
      ) : (
        groups.map(([code, count]) => (
          <Group
            code={code}
            count={count}
            findings={summary.findings.filter((finding) => finding.code === code)}
            key={code}
          />
        ))
      )}
    </Panel>
  );
};

const placeOf = ({ file, row, column }: Findings[number]["origins"][number]): string =>
  [file, row !== undefined && `row ${row}`, column].filter(Boolean).join(", ");

const Group = ({ code, count, findings }: { code: string; count: number; findings: Findings }) => {
  const [isOpen, setOpen] = useState(false);
  const { title, asks } = findingWords(code);
  return (
    <section className="border-line-soft border-t px-4 py-2.5">
      <h3 className="font-strong">
        {title} <span className="font-normal text-ink-3">{count.toLocaleString("en-GB")}</span>
      </h3>
      <p className="max-w-4xl text-ink-2">{asks}</p>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {(isOpen ? findings : findings.slice(0, shownAtFirst)).map(({ says, items, origins }) => (
          <li className="wrap-anywhere" key={`${says} ${items[0]}`}>
            {says}
            {origins[0] && (
              <span className="mono block text-ink-3 text-sm">
                {placeOf(origins[0])}
                {origins.length > 1 && ` and ${origins.length - 1} more`}
              </span>
            )}
          </li>
        ))}
      </ul>
      {findings.length > shownAtFirst && (
        <Button className="mt-1.5" onClick={() => setOpen(!isOpen)} size="sm" variant="ghost">
          {isOpen ? "Show fewer" : `Show all ${findings.length}`}
        </Button>
      )}
    </section>
  );
};
