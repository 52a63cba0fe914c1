import type { Metadata } from "next";
import Link from "next/link";
import { AnsweringPanel } from "@/components/programs/answering-panel";
import { BurnUpPanel } from "@/components/programs/burn-up-panel";
import { ChangePanel } from "@/components/programs/change-panel";
import { DecisionPanel } from "@/components/programs/decision-panel";
import { DriftPanel } from "@/components/programs/drift-panel";
import { FirstSteps } from "@/components/programs/first-steps";
import { LiveRefresh } from "@/components/programs/live-refresh";
import { MilestoneLine } from "@/components/programs/milestone-line";
import { NeedsPanel } from "@/components/programs/needs-panel";
import { OwnerPanel } from "@/components/programs/owner-panel";
import { ProgramStatus } from "@/components/programs/program-status";
import { GatesPanel, ReadinessPanel } from "@/components/programs/readiness-panel";
import { forecastWords, plannedWords } from "@/components/programs/readiness-words";
import { VerificationPanel } from "@/components/programs/verification-panel";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramReadiness } from "@/lib/contract/overview";
import type { ProgramSummary } from "@/lib/contract/programs";
import { countsWords } from "@/lib/domain/inventory-words";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { readOverview } from "@/lib/server/queries/read-overview";
import { readProgram } from "@/lib/server/queries/read-program";
import { readReadiness } from "@/lib/server/queries/read-readiness";

export const metadata: Metadata = { title: "Overview" };

const standingWords = ({ counts, environments, owners }: ProgramSummary): string => {
  const held = countsWords({ route: counts.routes, worker: counts.workers });
  const capabilities = `${counts.capabilities} ${counts.capabilities === 1 ? "capability" : "capabilities"}`;
  const flipped = environments.map(
    ({ name, share }) => `${share.target === 0 ? "none" : share.target} in ${name.toLowerCase()}`,
  );
  return `${held} in ${capabilities}. Routes on ${owners.target}: ${flipped.join(", ")}.`;
};

const headline = (
  program: ProgramSummary,
  { milestone, progress }: ProgramReadiness,
  now: number,
): string => {
  if (!milestone) return standingWords(program);
  const { summary } = milestone;
  return `${summary.title}. ${plannedWords(summary, now)} ${forecastWords(progress.verified, now)}`;
};

const rowClass = "mb-3.5 grid gap-3.5";

export default async function OverviewPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const isEmpty = Object.keys(program.counts.items).length === 0;
  if (isEmpty) {
    return (
      <>
        <LiveRefresh program={key} />
        <PageHeader title={program.name}>Nothing is tracked here yet.</PageHeader>
        <FirstSteps origin={env().publicUrl} program={program} />
      </>
    );
  }
  const readiness = await readForPage(readReadiness, { program: key });
  const overview = await readForPage(readOverview, { program: key });
  const { milestone, milestones, gates, needs, blockers, drift, progress, traffic } = readiness;
  const now = Date.parse(readiness.readAt);
  const summary = milestone?.summary ?? null;
  const isActive = program.status === "active";
  return (
    <>
      <LiveRefresh program={key} />
      <PageHeader
        actions={
          summary ? (
            <Link
              className={buttonClass({ variant: "primary" })}
              href={programAddress(key, `milestones/${encodeURIComponent(summary.key)}`)}
            >
              {summary.openRoom === null ? `Open ${summary.key}` : "Open the go/no-go room"}
            </Link>
          ) : (
            <Link
              className={buttonClass({ variant: "primary" })}
              href={programAddress(key, "matrix")}
            >
              Open the matrix
            </Link>
          )
        }
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            {summary ? `Can ${summary.key} go?` : program.name}
            <ProgramStatus status={program.status} />
          </span>
        }
      >
        {headline(program, readiness, now)}
      </PageHeader>
      {!isActive && (
        <div className="mb-3.5">
          <Banner
            title={
              program.status === "abandoned"
                ? "This migration was abandoned. Its record is kept."
                : "This migration is complete."
            }
          >
            {program.statusNote}
          </Banner>
        </div>
      )}
      {milestones.length > 0 && (
        <MilestoneLine
          milestones={milestones}
          next={summary?.key ?? null}
          now={now}
          program={key}
        />
      )}
      <div className={`${rowClass} rail:grid-cols-[minmax(0,1fr)_20rem]`}>
        {milestone ? (
          <ReadinessPanel gates={gates} milestone={milestone} now={now} program={key} />
        ) : (
          <GatesPanel gates={gates} program={key} />
        )}
        <NeedsPanel blockers={blockers} needs={needs} now={now} program={key} />
      </div>
      <div className={`${rowClass} rail:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]`}>
        <BurnUpPanel milestone={summary} now={now} program={program} progress={progress} />
        {traffic ? (
          <AnsweringPanel program={program} traffic={traffic} />
        ) : (
          <OwnerPanel overview={overview} program={program} />
        )}
      </div>
      <div className={`${rowClass} items-start rail:grid-cols-3`}>
        {isActive && <DriftPanel drift={drift} />}
        <div className="flex min-w-0 flex-col gap-3.5">
          <VerificationPanel program={key} verification={overview.verification} />
          <DecisionPanel findings={overview.findings} program={program} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          {traffic && <OwnerPanel overview={overview} program={program} />}
          <ChangePanel changes={overview.changes} program={key} />
        </div>
      </div>
    </>
  );
}
