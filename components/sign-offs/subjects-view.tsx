"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { PersonName } from "@/components/sign-offs/person-name";
import { isReady, obstacleOf, waitsWords } from "@/components/sign-offs/sign-off-words";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { SignedFor } from "@/components/sign-offs/signed-for";
import { Badge } from "@/components/ui/badge";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Mark } from "@/components/ui/mark";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { signOffAddress } from "@/lib/client/program-address";
import { type SubjectsAnswer, subjectsQuery } from "@/lib/client/sign-off-subject-queries";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const groups = [
  { kind: "program-gate", title: "Program gates" },
  { kind: "document", title: "Documents" },
  { kind: "runbook", title: "Runbooks" },
  { kind: "capability", title: "Capabilities" },
] as const;

const tones = { stale: "red", returned: "amber", asked: "blue", unsigned: "grey" } as const;

const verdictOf = (
  row: SignOffRow,
): { kind: "pass" | "ready" | "none" | "unknown"; label: string } => {
  if (row.waits === "done") return { kind: "pass", label: "signed" };
  if (isReady(row)) return { kind: "ready", label: "can be signed" };
  return { kind: row.missing.length > 0 ? "unknown" : "none", label: "cannot be signed yet" };
};

const SubjectLine = ({ program, row }: { program: string; row: SignOffRow }) => {
  const [newest] = row.signatures;
  return (
    <li className="flex items-start gap-2.5 border-line-soft border-t px-4 py-2 first:border-t-0">
      <Mark {...verdictOf(row)} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            className="mono wrap-anywhere font-medium hover:underline"
            href={signOffAddress(program, row.kind, row.key)}
            prefetch={false}
          >
            {row.key}
          </Link>
          {row.title !== row.key && <span className="wrap-anywhere min-w-0">{row.title}</span>}
          {row.waits !== "next-step" && row.waits !== "done" && (
            <Badge tone={tones[row.waits]}>{waitsWords[row.waits]}</Badge>
          )}
        </p>
        <p className="wrap-anywhere text-ink-3">
          {row.waits === "done" && newest ? (
            <>
              <PersonName name={newest.by} />, {newest.meaning} <SignedFor signature={newest} />
            </>
          ) : (
            (obstacleOf(row) ?? "everything is there")
          )}
        </p>
      </div>
      <span className="max-w-40 shrink-0 text-right text-ink-2">
        <bdi className="block truncate" title={row.team ?? undefined}>
          {row.team ?? "no owner"}
        </bdi>
        {row.dueAt && row.waits !== "done" && (
          <span className="block text-ink-3">
            due <Time iso={row.dueAt} />
          </span>
        )}
      </span>
    </li>
  );
};

/** What is signed besides rows: gates, their documents, runbooks and capabilities, with what each waits for. */
export const SubjectsView = ({
  program,
  initial,
}: {
  program: string;
  initial: SubjectsAnswer;
}) => {
  useProgramLive(program);
  const search = useSearchState();
  const whose = search.text("whose") === "mine" ? "mine" : "all";
  const { data } = useQuery({
    ...subjectsQuery(program, whose),
    ...(whose === "all" ? { initialData: initial } : {}),
  });
  const rows = data?.rows ?? [];
  const open = rows.filter(({ waits }) => waits !== "done").length;
  return (
    <>
      <PageHeader title="Sign-offs">
        Capabilities, program gates and the documents that they name are signed by their owners:{" "}
        {open} of {rows.length} wait.
      </PageHeader>
      <SignOffsTabs program={program} />
      <div className="mb-2.5 flex flex-wrap gap-2">
        <ChipChoice
          label="Whose"
          onChange={(value) => search.change({ whose: value === "mine" ? "mine" : null })}
          options={[
            { value: "all", label: "Everybody's" },
            { value: "mine", label: "Mine" },
          ]}
          value={whose}
        />
      </div>
      {data && rows.length === 0 && (
        <EmptyState title="There is nothing of that to sign">
          Gates, the documents that they name and capabilities come in with the trackers.
        </EmptyState>
      )}
      <div className="flex flex-col gap-3.5">
        {groups.map(({ kind, title }) => {
          const own = rows.filter((row) => row.kind === kind);
          if (own.length === 0) return null;
          const done = own.filter(({ waits }) => waits === "done").length;
          return (
            <Panel
              action={
                <span className="text-ink-2">
                  {done} of {own.length} signed
                </span>
              }
              flush
              key={kind}
              title={title}
            >
              <ul>
                {own.map((row) => (
                  <SubjectLine key={row.key} program={program} row={row} />
                ))}
              </ul>
            </Panel>
          );
        })}
      </div>
    </>
  );
};
