import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { SignOffRow } from "@/lib/contract/sign-offs";

type Sides = { readonly legacy: string; readonly target: string };

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="mt-3 first:mt-0">
    <h3 className="mb-1 font-medium text-ink-2 first-letter:uppercase">{title}</h3>
    {children}
  </div>
);

const marks: Readonly<Record<string, "pass" | "fail" | "waived" | "none" | "unknown">> = {
  passed: "pass",
  pass: "pass",
  within: "pass",
  signed: "pass",
  done: "pass",
  failed: "fail",
  fail: "fail",
  breached: "fail",
  waived: "waived",
  "not-applicable": "none",
};

/** A count is no verdict; what is none of the known words is open. */
const readingMark = (state: string): (typeof marks)[string] =>
  /^\d+$/.test(state) ? "none" : (marks[state] ?? "unknown");

type Run = SignOffRow["tests"][number]["target"];

const TestRun = ({ program, side, run }: { program: string; side: string; run: Run }) => (
  <p className="flex flex-wrap items-center gap-x-2">
    <span className="w-16 text-ink-3">{side}</span>
    {run === null ? (
      <span className="text-ink-3">never ran</span>
    ) : (
      <>
        <Mark kind={marks[run.outcome] ?? "unknown"} label={run.outcome} />
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

/** What a row of the inventory rests on: its places in the source, its tests on both sides, its way back. */
const ItemEvidence = ({
  program,
  row,
  owners,
}: {
  program: string;
  row: SignOffRow;
  owners: Sides;
}) => (
  <>
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
          <Link
            className="hover:underline"
            href={programAddress(
              program,
              `decisions/${encodeURIComponent(row.retirement.decision)}`,
            )}
            prefetch={false}
          >
            {row.retirement.decision}
          </Link>
          , {row.retirement.state}
        </p>
      </Part>
    )}
  </>
);

/** What is shown of something else: its own values, and how what it consists of stands. */
const SubjectEvidence = ({ row }: { row: SignOffRow }) => (
  <>
    {Object.entries(row.values)
      .filter(([field, value]) => value && !(field === "title" && value === row.key))
      .map(([field, value]) => (
        <Part key={field} title={field}>
          <p className="wrap-anywhere whitespace-pre-wrap">{value}</p>
        </Part>
      ))}
    {row.readings.length > 0 && (
      <Part title="How it stands">
        <ul className="flex flex-col gap-1">
          {row.readings.map(({ of, state }) => (
            <li className="flex items-center gap-2" key={of}>
              <Mark kind={readingMark(state)} label={state} />
              <span className="wrap-anywhere min-w-0 flex-1">{of}</span>
              <span className="text-ink-2">{state}</span>
            </li>
          ))}
        </ul>
      </Part>
    )}
  </>
);

/** All that a signature would vouch for. */
export const RowEvidence = ({
  program,
  row,
  owners,
}: {
  program: string;
  row: SignOffRow;
  owners: Sides;
}) => (
  <>
    {row.state === "unsigned" || row.state === "signed" ? (
      <SubjectEvidence row={row} />
    ) : (
      <ItemEvidence owners={owners} program={program} row={row} />
    )}
    {row.contradictions.length > 0 && (
      <Part title="Its sources contradict each other">
        {row.contradictions.map((says) => (
          <p className="wrap-anywhere" key={says}>
            {says}
          </p>
        ))}
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
  </>
);
