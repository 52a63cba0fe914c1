"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { BatchRows } from "@/components/batches/batch-rows";
import { BatchTeams } from "@/components/batches/batch-teams";
import {
  batchName,
  countWords,
  reviewAddress,
  stateTones,
  stateWords,
} from "@/components/batches/batch-words";
import { ProgressLegend, ProgressStrip } from "@/components/batches/progress-strip";
import { ReviewPanel } from "@/components/batches/review-panel";
import { weekWords } from "@/components/batches/timeline-layout";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { ConfirmDialog } from "@/components/ui/dialogs-later";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import {
  type BatchAnswer,
  batchQuery,
  batchWrites,
  useBatchWrite,
} from "@/lib/client/batch-queries";
import { programAddress } from "@/lib/client/program-address";
import type { SignOffsAnswer } from "@/lib/client/sign-off-queries";
import { useProgramLive } from "@/lib/client/use-program-live";

const BatchEditDialog = dynamic(
  () => import("@/components/batches/batch-edit-dialog").then((module) => module.BatchEditDialog),
  { ssr: false },
);
const BatchRowsDialog = dynamic(
  () => import("@/components/batches/batch-rows-dialog").then((module) => module.BatchRowsDialog),
  { ssr: false },
);

const RemoveDialog = ({
  program,
  batch,
  onClose,
}: {
  program: string;
  batch: string;
  onClose: () => void;
}) => {
  const router = useRouter();
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.remove, () =>
    router.push(programAddress(program, "sign-offs/batches")),
  );
  return (
    <ConfirmDialog
      action="Take it away"
      fault={fault}
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={() => run({ program, batch })}
      title={`Take ${batch} away?`}
    >
      Its rows, their signatures and the record of its meetings stay.
    </ConfirmDialog>
  );
};

const Facts = ({ batch }: { batch: BatchAnswer }) => (
  <DefinitionList
    items={[
      { term: "Seen to by", says: batch.owner ?? "nobody named" },
      {
        term: "Gone through in",
        says:
          batch.weeks.length === 0
            ? "no week"
            : `the week${batch.weeks.length > 1 ? "s" : ""} of ${batch.weeks.map(weekWords).join(", ")}`,
      },
      {
        term: "Due",
        says: batch.due ? (
          <>
            <Time iso={batch.due.at} />{" "}
            {batch.due.from === "week" ? "(the end of its last week)" : "(its own date)"}
          </>
        ) : (
          "no date"
        ),
      },
      { term: "Waves", says: batch.waves.join(", ") || "none" },
      { term: "Made by", says: batch.madeBy ?? "imported files" },
    ]}
  />
);

/** A batch: how far it is, whose its rows are, what each still lacks, and the ways to sign it. */
export const BatchPage = ({
  program,
  initial,
  rows,
  may,
  tabs,
}: {
  program: string;
  initial: BatchAnswer;
  /** The first page of its rows. */
  rows: SignOffsAnswer;
  may: readonly string[];
  tabs: ReactNode;
}) => {
  useProgramLive(program);
  const { data: batch } = useQuery({ ...batchQuery(program, initial.key), initialData: initial });
  const [open, setOpen] = useState<"edit" | "rows" | "remove" | null>(null);
  const { key, counts, standing } = batch;
  const maySign = may.includes("sign-off:give");
  const mayPlan = may.includes("batch:write");
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        actions={
          <>
            {mayPlan && <Button onClick={() => setOpen("edit")}>Change</Button>}
            {mayPlan && batch.madeBy !== null && (
              <>
                <Button onClick={() => setOpen("rows")}>Rows</Button>
                <Button onClick={() => setOpen("remove")} variant="danger-outline">
                  Take away
                </Button>
              </>
            )}
            {maySign && counts.rows > counts.done && (
              <Link
                className={buttonClass({})}
                href={reviewAddress(program, { batch: key })}
                prefetch={false}
              >
                Start review session
              </Link>
            )}
            <Link
              className={buttonClass({ variant: "primary" })}
              href={programAddress(program, "sign-offs", { batch: key })}
              prefetch={false}
            >
              {maySign ? "Sign in bulk" : "In the queue"}
            </Link>
          </>
        }
        title={<span className="wrap-anywhere">{batchName(batch)}</span>}
      >
        <span className="inline-flex flex-wrap items-center gap-2">
          {batch.title !== "" && <span className="mono wrap-anywhere">{key}</span>}
          <Badge tone={stateTones[standing.state]}>{stateWords[standing.state]}</Badge>
          {standing.says}
        </span>
      </PageHeader>
      {tabs}
      <div className="mb-3.5 grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel title={countWords(counts)}>
          <ProgressStrip className="mt-1 mb-2 h-2.5" counts={counts} label={key} />
          <ProgressLegend />
          <BatchTeams program={program} teams={batch.teams} />
        </Panel>
        <Panel>
          <Facts batch={batch} />
        </Panel>
      </div>
      <ReviewPanel batch={key} program={program} />
      <BatchRows batch={key} initial={rows} program={program} />
      {open === "edit" && <BatchEditDialog batch={batch} onClose={close} program={program} />}
      {open === "rows" && <BatchRowsDialog batch={key} onClose={close} program={program} />}
      {open === "remove" && <RemoveDialog batch={key} onClose={close} program={program} />}
    </>
  );
};
