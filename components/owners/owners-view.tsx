"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { DeputiesPanel } from "@/components/owners/deputies-panel";
import { OwnedRows } from "@/components/owners/owned-rows";
import { OwnerBars } from "@/components/owners/owner-bars";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { type DeputiesAnswer, deputiesQuery, ownersQuery } from "@/lib/client/owner-queries";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import type { OwnersOverview } from "@/lib/contract/owners";

const OwnerRulesEditor = dynamic(
  () => import("@/components/owners/owner-rules-editor").then((module) => module.OwnerRulesEditor),
  { loading: () => <SkeletonRows label="Opening the rules" rows={4} /> },
);
const CodeownersPanel = dynamic(
  () => import("@/components/owners/codeowners-panel").then((module) => module.CodeownersPanel),
  { loading: () => <SkeletonRows label="Opening the file" rows={4} /> },
);

/** Whose rows are whose and why; assigned by hand, by rule and by CODEOWNERS; and who stands in for whom. */
export const OwnersView = ({
  program,
  overview: first,
  deputies: firstDeputies,
  mayAssign,
  pages,
}: {
  program: string;
  overview: OwnersOverview;
  deputies: DeputiesAnswer;
  mayAssign: boolean;
  /** The pages about sign-offs, this one among them. */
  pages: ReactNode;
}) => {
  useProgramLive(program);
  const search = useSearchState();
  const { data: overview } = useQuery({ ...ownersQuery(program), initialData: first });
  const { data: deputies } = useQuery({ ...deputiesQuery(program), initialData: firstDeputies });
  const team = search.text("team");
  const whose = search.text("whose");
  const chosen = team !== "" ? team : whose === "nobody" ? null : undefined;
  const choose = (next: string | null | undefined): void =>
    search.change({ team: next ?? null, whose: next === null ? "nobody" : null, from: null });
  const standing = deputies.deputies.filter(({ state }) => state === "now" || state === "ahead");
  const rows =
    overview.rows === 0 ? (
      <div className="rounded-xl border bg-panel">
        <EmptyState title="No rows yet">
          Import the trackers first: owners are given to the rows that come with them.
        </EmptyState>
      </div>
    ) : (
      <div className="flex flex-col gap-3.5">
        <Panel
          action={
            <span className="flex items-center gap-3 text-ink-3 text-sm">
              <span className="flex items-center gap-1.5">
                <span className="size-2.5 rounded-sm bg-pass" /> verified
              </span>
              <span className="flex items-center gap-1.5">
                <span className="size-2.5 rounded-sm bg-ink-3/25" /> not yet
              </span>
            </span>
          }
          flush
          title="Who owns what"
        >
          <OwnerBars chosen={chosen} onChoose={choose} overview={overview} />
        </Panel>
        <OwnedRows
          chosen={chosen}
          mayAssign={mayAssign}
          onChoose={choose}
          overview={overview}
          program={program}
        />
      </div>
    );
  return (
    <>
      <PageHeader title="Owners">
        Who signs for a row: given by hand, else by the first rule that fits, else by CODEOWNERS,
        else as the sources say.{!mayAssign && " Engineers and managers of the program give it."}
      </PageHeader>
      {pages}
      <Tabs
        label="Owners"
        onChange={(show) => search.change({ show: show === "rows" ? null : show })}
        tabs={[
          { value: "rows", label: "Rows", count: overview.rows, content: rows },
          {
            value: "rules",
            label: "Rules",
            count: overview.rules.length,
            content: (
              <OwnerRulesEditor
                key={JSON.stringify(overview.rules)}
                mayChange={mayAssign}
                overview={overview}
                program={program}
              />
            ),
          },
          {
            value: "codeowners",
            label: "CODEOWNERS",
            content: (
              <CodeownersPanel mayChange={mayAssign} overview={overview} program={program} />
            ),
          },
          {
            value: "deputies",
            label: "Deputies",
            count: standing.length,
            content: <DeputiesPanel answer={deputies} program={program} />,
          },
        ]}
        value={search.text("show") || "rows"}
      />
    </>
  );
};
