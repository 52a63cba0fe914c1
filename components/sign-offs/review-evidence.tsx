import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { SignOffRow } from "@/lib/contract/sign-offs";

type Run = SignOffRow["tests"][number]["target"];

const Side = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="min-w-0">
    <h3 className="mb-2 border-b pb-1 font-strong text-lg">{title}</h3>
    {children}
  </section>
);

const TestRun = ({ program, test, run }: { program: string; test: string; run: Run }) => (
  <li className="flex flex-wrap items-center gap-x-2">
    <Mark
      kind={run === null ? "none" : run.outcome === "passed" ? "pass" : "fail"}
      label={run?.outcome ?? "never ran"}
    />
    <span className="mono wrap-anywhere">{test}</span>
    {run === null ? (
      <span className="text-ink-3">never ran</span>
    ) : (
      <>
        <Link
          className="hover:underline"
          href={programAddress(program, `evidence/${run.evidence}`)}
          prefetch={false}
          target="_blank"
        >
          {run.outcome}
        </Link>
        <span className="mono text-ink-2">{run.commit.slice(0, 7)}</span>
        <Time bare iso={run.at} />
      </>
    )}
  </li>
);

const Runs = ({
  program,
  row,
  side,
}: {
  program: string;
  row: SignOffRow;
  side: "legacy" | "target";
}) =>
  row.tests.length === 0 ? (
    <p className="text-ink-3">no contract test is named</p>
  ) : (
    <ul className="flex flex-col gap-1.5">
      {row.tests.map((test) => (
        <TestRun
          key={`${test.role} ${test.key}`}
          program={program}
          run={test[side]}
          test={test.key}
        />
      ))}
    </ul>
  );

/** What stands of a row on both sides, beside each other; beneath it the way back, and what speaks against it. */
export const ReviewEvidence = ({
  program,
  row,
  owners,
}: {
  program: string;
  row: SignOffRow;
  owners: { legacy: string; target: string };
}) => (
  <>
    <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <Side title={owners.legacy}>
        {row.anchors.length === 0 ? (
          <p className="mb-2 text-ink-3">no place in its source</p>
        ) : (
          row.anchors.map((anchor) => (
            <p className="mono wrap-anywhere mb-1" key={anchor}>
              {anchor}
            </p>
          ))
        )}
        <Runs program={program} row={row} side="legacy" />
      </Side>
      <Side title={owners.target}>
        <Runs program={program} row={row} side="target" />
      </Side>
    </div>
    <dl className="mt-4 flex flex-col gap-3">
      <div>
        <dt className="font-medium text-ink-2">Way back</dt>
        <dd className="wrap-anywhere">{row.rollbackNote ?? "no rollback note"}</dd>
      </div>
      {row.retirement && (
        <div>
          <dt className="font-medium text-ink-2">Retired by</dt>
          <dd>
            {row.retirement.decision}, {row.retirement.state}
          </dd>
        </div>
      )}
      {row.contradictions.length > 0 && (
        <div>
          <dt className="font-medium text-ink-2">Its sources contradict each other</dt>
          {row.contradictions.map((says) => (
            <dd className="wrap-anywhere" key={says}>
              {says}
            </dd>
          ))}
        </div>
      )}
      {row.changed.length > 0 && (
        <div>
          <dt className="font-medium text-ink-2">Changed since the last signature</dt>
          {row.changed.map(({ field, was, is }) => (
            <dd className="wrap-anywhere" key={field}>
              <span className="font-medium">{field}</span>{" "}
              <del className="text-ink-3">{was || "nothing"}</del> {is || "nothing"}
            </dd>
          ))}
        </div>
      )}
    </dl>
  </>
);
