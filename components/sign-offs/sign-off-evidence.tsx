"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { isReady, rowName } from "@/components/sign-offs/sign-off-words";
import { SignatureList } from "@/components/sign-offs/signature-list";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="mt-3">
    <h3 className="mb-1 font-medium text-ink-2">{title}</h3>
    {children}
  </div>
);

const markOf = (outcome: string): "pass" | "fail" | "unknown" =>
  outcome === "passed" ? "pass" : outcome === "failed" ? "fail" : "unknown";

type Run = SignOffRow["tests"][number]["target"];

const TestRun = ({ program, side, run }: { program: string; side: string; run: Run }) => (
  <p className="flex flex-wrap items-center gap-x-2">
    <span className="w-16 text-ink-3">{side}</span>
    {run === null ? (
      <span className="text-ink-3">never ran</span>
    ) : (
      <>
        <Mark kind={markOf(run.outcome)} label={run.outcome} />
        <Link
          className="hover:underline"
          href={programAddress(program, `evidence/${run.evidence}`)}
          prefetch={false}
        >
          {run.outcome}
        </Link>
        <span className="mono text-ink-2">{run.commit.slice(0, 7)}</span>
        <Time bare iso={run.at} />
      </>
    )}
  </p>
);

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
      <Link className="mono hover:underline" href={itemAddress(program, row.kind, row.key)}>
        {row.key}
      </Link>
    }
  >
    <p className="wrap-anywhere">{rowName(row)}</p>
    <p className="text-ink-2">
      {row.team ?? "Nobody owns it"} · {row.state}
      {row.to && ` → ${row.to}`}
    </p>
    {row.returned && (
      <p className="wrap-anywhere mt-2 rounded-md bg-legacy-soft px-2.5 py-1.5">
        {row.returned.kind === "rejected" ? "Rejected" : "Needs work"}: {row.returned.reason}{" "}
        <span className="text-ink-2">
          ({row.returned.by}, <Time iso={row.returned.at} />)
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
    <Part title="Source">
      {row.anchors.length === 0 ? (
        <p className="text-ink-3">no place in the legacy source</p>
      ) : (
        row.anchors.map((anchor) => (
          <p className="mono wrap-anywhere" key={anchor}>
            {anchor}
          </p>
        ))
      )}
    </Part>
    <Part title="Tests">
      {row.tests.length === 0 && <p className="text-ink-3">no contract test is named</p>}
      {row.tests.map(({ key, role, legacy, target }) => (
        <div className="mb-1.5" key={`${role} ${key}`}>
          <p className="mono wrap-anywhere font-medium">{key}</p>
          <TestRun program={program} run={legacy} side={owners.legacy} />
          <TestRun program={program} run={target} side={owners.target} />
        </div>
      ))}
    </Part>
    <Part title="Way back">
      <p className="wrap-anywhere">{row.rollbackNote ?? "no rollback note"}</p>
    </Part>
    {row.retirement && (
      <Part title="Retired by">
        <p>
          {row.retirement.decision}, {row.retirement.state}
        </p>
      </Part>
    )}
    {row.changed.length > 0 && (
      <Part title="Changed since the last signature">
        {row.changed.map(({ field, was, is }) => (
          <p className="wrap-anywhere" key={field}>
            <span className="font-medium">{field}</span>{" "}
            <del className="text-ink-3">{was || "nothing"}</del> {is || "nothing"}
          </p>
        ))}
      </Part>
    )}
    {row.signatures.length > 0 && (
      <Part title="Signatures">
        <SignatureList signatures={row.signatures} />
      </Part>
    )}
    {maySign && row.waits !== "done" && (
      <div className="mt-4 flex flex-wrap gap-2">
        <Button disabled={!isReady(row)} onClick={onSign} variant="primary">
          Sign {row.key}
        </Button>
        <Button onClick={onReturn}>Needs work</Button>
      </div>
    )}
  </Panel>
);
