"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import { ExportButton } from "@/components/matrix/export-button";
import { type FlipSubject, markName } from "@/components/matrix/matrix-row-props";
import { MatrixTable } from "@/components/matrix/matrix-table";
import { MatrixTools } from "@/components/matrix/matrix-tools";
import { matrixWords } from "@/components/matrix/matrix-words";
import { useMatrixState } from "@/components/matrix/use-matrix-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { type MatrixAnswer, matrixQuery } from "@/lib/client/matrix-queries";
import { type MatrixState, unfoldedReader } from "@/lib/client/matrix-state";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";

// Each with a boundary of its own: the page stays while one is fetched.
const EmptyMatrix = dynamic(
  () => import("@/components/matrix/matrix-empty").then((module) => module.EmptyMatrix),
  { loading: () => null },
);
const NothingLeft = dynamic(
  () => import("@/components/matrix/matrix-empty").then((module) => module.NothingLeft),
  { loading: () => null },
);
const MarkedBar = dynamic(
  () => import("@/components/matrix/marked-bar").then((module) => module.MarkedBar),
  { ssr: false },
);
const FlipDialog = dynamic(
  () => import("@/components/switches/flip-dialog").then((module) => module.FlipDialog),
  { ssr: false },
);

/** The cutover matrix: the whole program on one sheet, alive. */
export const MatrixView = ({
  program,
  initial,
}: {
  program: string;
  /** What the server read for the address that the page was opened at. */
  initial: { state: MatrixState; answer: MatrixAnswer };
}) => {
  const { state, change, environment: named } = useMatrixState();
  const live = useProgramLive(program);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    matrixQuery(program, state, initial),
  );
  const answer = data ?? initial.answer;
  const [marks, setMarks] = useState<ReadonlyMap<string, FlipSubject>>(new Map());
  const [flip, setFlip] = useState<{ environment: string; subject: FlipSubject } | null>(null);
  const toggleMark = useCallback((subject: FlipSubject) => {
    setMarks((now) => {
      const next = new Map(now);
      if (!next.delete(markName(subject))) next.set(markName(subject), subject);
      return next;
    });
  }, []);
  const onFlip = useCallback(
    (environment: string, subject: FlipSubject) => setFlip({ environment, subject }),
    [],
  );

  const { environments, totals, inventory, owners } = answer;
  const mayChange = answer.may.includes("switch:rollback");
  const looked = environments.find(({ key }) => key === named) ?? environments[0];
  const flipped = environments.find(({ key }) => key === flip?.environment);
  const groups = answer.groups.filter(({ routes }) => routes > 0);
  const isUnfolded = unfoldedReader(state, groups.length);
  const areAllOpen = groups.every(({ key }) => isUnfolded(key));
  const isEmpty = inventory.routes + inventory.workers === 0;
  const shown = totals.routes + totals.workers;

  return (
    <>
      <PageHeader
        actions={
          <ExportButton
            environments={environments.map(({ key }) => key)}
            program={program}
            state={state}
            total={shown}
          />
        }
        title="Cutover matrix"
      >
        {matrixWords(answer)}{" "}
        <span className="whitespace-nowrap text-ink-3">
          Read <Time iso={answer.readAt} />
          {live === "live" ? ", live" : ", reconnecting"}
        </span>
      </PageHeader>
      {isEmpty ? (
        <EmptyMatrix program={program} />
      ) : (
        <>
          <MatrixTools
            answer={answer}
            folding={
              groups.length > 1
                ? {
                    label: areAllOpen ? "Fold all" : "Unfold all",
                    onPress: () => change({ ...state, unfolded: { all: !areAllOpen, keys: [] } }),
                  }
                : null
            }
            onChange={change}
            state={state}
          />
          {error && (
            <div className="mb-2.5">
              <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
            </div>
          )}
          {marks.size > 0 && looked && (
            <MarkedBar
              answer={answer}
              environment={looked}
              marks={marks}
              onClear={() => setMarks(new Map())}
              program={program}
            />
          )}
          {shown === 0 ? (
            <NothingLeft onChange={change} state={state} />
          ) : (
            <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-60" : ""}>
              <MatrixTable
                answer={answer}
                marks={marks}
                onChange={change}
                onFlip={mayChange ? onFlip : null}
                onMark={toggleMark}
                program={program}
                state={state}
              />
            </div>
          )}
        </>
      )}
      {flip && flipped && (
        <FlipDialog
          {...flip.subject}
          environment={flipped.key}
          isProtected={flipped.isProtected}
          onClose={() => setFlip(null)}
          owners={owners}
          program={program}
        />
      )}
    </>
  );
};
