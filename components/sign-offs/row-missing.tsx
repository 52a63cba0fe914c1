"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { RowAddition } from "@/lib/contract/sign-off-subjects";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const RowAddDialog = dynamic(
  () => import("@/components/sign-offs/row-add-dialog").then((module) => module.RowAddDialog),
  { ssr: false },
);
const RowDocumentDialog = dynamic(
  () =>
    import("@/components/sign-offs/row-document-dialog").then((module) => module.RowDocumentDialog),
  { ssr: false },
);

/** What is offered to add, by what is missing. */
const offers: Readonly<Record<string, { add: RowAddition; label: string }>> = {
  anchor: { add: "anchor", label: "Add an anchor" },
  "rollback-note": { add: "rollback-note", label: "Write a rollback note" },
  "passing-test": { add: "test", label: "Link a test" },
  decision: { add: "decision", label: "Name the decision" },
};

const isDocument = ({ kind, state }: SignOffRow): boolean =>
  (kind === "document" || kind === "runbook") && (state === "unsigned" || state === "signed");

/** Where something is given an owner: a gate on its own page, rows and their capabilities where owners are. */
const ownersPage = (program: string, { kind, key }: SignOffRow): string =>
  kind === "program-gate"
    ? programAddress(program, `gates/program/${encodeURIComponent(key)}`)
    : programAddress(program, "sign-offs/owners");

/** What stands between something and its next step, with what can be done about it right there. */
export const RowMissing = ({
  program,
  row,
  may,
}: {
  program: string;
  row: SignOffRow;
  may: readonly string[];
}) => {
  const [adding, setAdding] = useState<RowAddition | "document" | null>(null);
  const isItem = row.state !== "unsigned" && row.state !== "signed";
  const maySupport = isItem && may.includes("row:support");
  const mayName = isDocument(row) && may.includes("register:write");
  const lacksOwner = row.missing.some(({ need }) => need === "owner");
  const close = () => setAdding(null);
  return (
    <Panel
      title={
        row.missing.length > 0
          ? "What is missing"
          : row.to === null
            ? "Nothing is missing"
            : "Everything is there"
      }
    >
      <ul className="flex flex-col gap-2">
        {row.missing.map(({ need, says }) => {
          // A test that is linked and has not passed is waited for: what lacks is its run.
          const isRun = need === "passing-test" && row.tests.length > 0;
          const offer = isRun ? undefined : offers[need];
          return (
            <li className="flex flex-wrap items-start gap-2" key={need}>
              <Mark kind="unknown" label="missing" />
              <span className="wrap-anywhere min-w-48 flex-1">{says}</span>
              {maySupport && offer && (
                <Button onClick={() => setAdding(offer.add)} size="sm">
                  {offer.label}
                </Button>
              )}
              {isRun && (
                <Link
                  className={buttonClass({ size: "sm" })}
                  href={programAddress(program, "evidence")}
                  prefetch={false}
                >
                  How runs are reported
                </Link>
              )}
              {need === "owner" && !mayName && (
                <Link
                  className={buttonClass({ size: "sm" })}
                  href={ownersPage(program, row)}
                  prefetch={false}
                >
                  Give it an owner
                </Link>
              )}
              {mayName && (need === "revision" || need === "owner") && (
                <Button onClick={() => setAdding("document")} size="sm">
                  {need === "revision" ? "Name the revision" : "Name its owner"}
                </Button>
              )}
            </li>
          );
        })}
        {row.objection && row.waits !== "done" && !lacksOwner && (
          <li className="flex gap-2">
            <Mark kind="none" label="not yours" />
            <span className="wrap-anywhere">{row.objection}</span>
          </li>
        )}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {maySupport &&
          Object.entries(offers)
            .filter(([need]) => !row.missing.some((missing) => missing.need === need))
            .filter(([need]) => need !== "decision" || row.state === "needs-triage")
            .map(([need, { add, label }]) => (
              <Button key={need} onClick={() => setAdding(add)} size="sm" variant="ghost">
                {need === "rollback-note" ? "Change the rollback note" : label}
              </Button>
            ))}
        {mayName && row.missing.length === 0 && (
          <Button onClick={() => setAdding("document")} size="sm" variant="ghost">
            Change what is said of it
          </Button>
        )}
      </div>
      {adding === "document" && <RowDocumentDialog onClose={close} program={program} row={row} />}
      {adding !== null && adding !== "document" && (
        <RowAddDialog add={adding} onClose={close} program={program} row={row} />
      )}
    </Panel>
  );
};
