"use client";
import Link from "next/link";
import { RowEvidence } from "@/components/sign-offs/row-evidence";
import { isReady, rowName } from "@/components/sign-offs/sign-off-words";
import { SignatureList } from "@/components/sign-offs/signature-list";
import { Button, buttonClass } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { signOffAddress } from "@/lib/client/program-address";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { stepWords } from "@/lib/domain/step-words";

/** All that a signature on a row would vouch for, and what still stands in the way. */
export const SignOffEvidence = ({
  program,
  row,
  owners,
  maySign,
  onSign,
  onReturn,
}: {
  program: string;
  row: SignOffRow;
  owners: { legacy: string; target: string };
  maySign: boolean;
  onSign: () => void;
  onReturn: () => void;
}) => (
  <Panel
    title={
      <Link className="mono hover:underline" href={signOffAddress(program, row.kind, row.key)}>
        {row.key}
      </Link>
    }
  >
    {rowName(row) !== row.key && <p className="wrap-anywhere">{rowName(row)}</p>}
    <p className="wrap-anywhere text-ink-2">
      <bdi>{row.team ?? "No owner"}</bdi> · {stepWords(row.state)}
      {row.to && ` → ${stepWords(row.to)}`}
    </p>
    {row.returned && (
      <p className="wrap-anywhere mt-2 rounded-md bg-legacy-soft px-2.5 py-1.5">
        {row.returned.kind === "rejected" ? "Rejected" : "Needs work"}: {row.returned.reason}{" "}
        <span className="text-ink-2">
          (<bdi>{row.returned.by}</bdi>, <Time iso={row.returned.at} />)
        </span>
      </p>
    )}
    {(row.missing.length > 0 || row.objection) && row.waits !== "done" && (
      <ul className="mt-2 flex flex-col gap-1">
        {row.missing.map(({ need, says }) => (
          <li className="flex gap-2" key={need}>
            <Mark kind="unknown" label="missing" />
            <span className="wrap-anywhere">{says}</span>
          </li>
        ))}
        {row.objection && (
          <li className="flex gap-2">
            <Mark kind="none" label="not yours" />
            <span className="wrap-anywhere">{row.objection}</span>
          </li>
        )}
      </ul>
    )}
    <div className="mt-3">
      <RowEvidence owners={owners} program={program} row={row} />
    </div>
    {row.signatures.length > 0 && (
      <div className="mt-3">
        <h3 className="mb-1 font-medium text-ink-2">Signatures</h3>
        <SignatureList signatures={row.signatures} />
      </div>
    )}
    <div className="mt-4 flex flex-wrap gap-2">
      {maySign && row.waits !== "done" && (
        <>
          <Button disabled={!isReady(row)} onClick={onSign} variant="primary">
            Sign {row.key}
          </Button>
          <Button onClick={onReturn}>Needs work</Button>
        </>
      )}
      <Link
        className={buttonClass({ variant: "ghost" })}
        href={signOffAddress(program, row.kind, row.key)}
        prefetch={false}
      >
        Its page
      </Link>
    </div>
  </Panel>
);
