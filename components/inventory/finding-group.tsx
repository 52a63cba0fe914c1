"use client";
import Link from "next/link";
import { useState } from "react";
import { OriginList } from "@/components/inventory/origin-list";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { ProgramFinding } from "@/lib/contract/items";
import { findingWords } from "@/lib/domain/finding-words";

const shownAtFirst = 6;
const shownRows = 12;

/** Findings of one code: what it is, what it asks for, and each with its rows and places. */
export const FindingGroup = ({
  program,
  code,
  count,
  findings,
}: {
  program: string;
  code: string;
  count: number;
  findings: readonly ProgramFinding[];
}) => {
  const [isOpen, setOpen] = useState(false);
  const { title, asks } = findingWords(code);
  const shown = isOpen ? findings : findings.slice(0, shownAtFirst);
  return (
    <Panel
      action={
        <Link
          prefetch={false}
          className="whitespace-nowrap text-target hover:underline"
          href={programAddress(program, "inventory", { finding: code })}
        >
          Show the rows
        </Link>
      }
      flush
      title={
        <>
          {title} <span className="font-normal text-ink-3">{count.toLocaleString("en-GB")}</span>
        </>
      }
    >
      <p className="max-w-4xl px-4 pb-2.5 text-ink-2">{asks}</p>
      <ul>
        {shown.map((finding) => (
          <li
            className="flex flex-col gap-1 border-line-soft border-t px-4 py-2"
            key={`${finding.says} ${finding.items[0]}`}
          >
            <p className="wrap-anywhere">{finding.says}</p>
            <FindingRows finding={finding} program={program} />
            <OriginList origins={finding.origins} />
          </li>
        ))}
      </ul>
      {findings.length > shownAtFirst && (
        <div className="border-line-soft border-t px-4 py-2">
          <Button onClick={() => setOpen(!isOpen)} size="sm" variant="ghost">
            {isOpen ? "Show fewer" : `Show all ${findings.length.toLocaleString("en-GB")}`}
          </Button>
        </div>
      )}
    </Panel>
  );
};

const FindingRows = ({ program, finding }: { program: string; finding: ProgramFinding }) => (
  <p className="flex flex-wrap gap-x-3 gap-y-0.5">
    {finding.rows.slice(0, shownRows).map(({ kind, key, title }) => (
      <Link
        prefetch={false}
        className="mono text-target hover:underline"
        href={itemAddress(program, kind, key)}
        key={`${kind} ${key}`}
        title={title}
      >
        {key}
      </Link>
    ))}
    {finding.itemCount > shownRows && finding.rows.length > 0 && (
      <span className="text-ink-3">
        {(finding.itemCount - shownRows).toLocaleString("en-GB")} more
      </span>
    )}
  </p>
);
