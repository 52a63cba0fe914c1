import type { Metadata } from "next";
import Link from "next/link";
import { ChangePanel } from "@/components/programs/change-panel";
import { DecisionPanel } from "@/components/programs/decision-panel";
import { FamilyPanel } from "@/components/programs/family-panel";
import { FirstSteps } from "@/components/programs/first-steps";
import { LiveRefresh } from "@/components/programs/live-refresh";
import { OwnerPanel } from "@/components/programs/owner-panel";
import { ProgramStatus } from "@/components/programs/program-status";
import { VerificationPanel } from "@/components/programs/verification-panel";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramSummary } from "@/lib/contract/programs";
import { countsWords } from "@/lib/domain/inventory-words";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { readOverview } from "@/lib/server/queries/read-overview";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Overview" };

const standingWords = ({ counts, environments, owners }: ProgramSummary): string => {
  const held = countsWords({ route: counts.routes, worker: counts.workers });
  const capabilities = `${counts.capabilities} ${counts.capabilities === 1 ? "capability" : "capabilities"}`;
  const flipped = environments.map(
    ({ name, share }) => `${share.target === 0 ? "none" : share.target} in ${name.toLowerCase()}`,
  );
  return `${held} in ${capabilities}. Routes on ${owners.target}: ${flipped.join(", ")}.`;
};

/** Two columns where there is room; else one, in which what needs a decision comes second. */
const columnClass = "contents rail:flex rail:min-w-0 rail:flex-col rail:gap-3.5";

export default async function OverviewPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const overview = await readForPage(readOverview, { program: key });
  const isEmpty = Object.keys(program.counts.items).length === 0;
  return (
    <>
      <LiveRefresh program={key} />
      <PageHeader
        actions={
          !isEmpty && (
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
            {program.name}
            <ProgramStatus status={program.status} />
          </span>
        }
      >
        {isEmpty ? "Nothing is tracked here yet." : standingWords(program)}
      </PageHeader>
      {program.status !== "active" && (
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
      {isEmpty ? (
        <FirstSteps origin={env().publicUrl} program={program} />
      ) : (
        <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
          <div className={columnClass}>
            <div className="order-1 min-w-0">
              <OwnerPanel overview={overview} program={program} />
            </div>
            <div className="order-3 min-w-0">
              <VerificationPanel program={key} verification={overview.verification} />
            </div>
            {overview.families.length > 0 && (
              <div className="order-4 min-w-0">
                <FamilyPanel families={overview.families} program={program} />
              </div>
            )}
          </div>
          <div className={columnClass}>
            <div className="order-2 min-w-0">
              <DecisionPanel findings={overview.findings} program={program} />
            </div>
            <div className="order-5 min-w-0">
              <ChangePanel changes={overview.changes} program={key} />
            </div>
          </div>
        </div>
      )}
    </>
  );
}
