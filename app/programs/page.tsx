import type { Metadata } from "next";
import { InstallationShell } from "@/app/installation-shell";
import { CreateProgramButton } from "@/components/programs/create-program-button";
import { ProgramRow } from "@/components/programs/program-row";
import { TimedRefresh } from "@/components/programs/timed-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { readForPage } from "@/lib/server/http";
import { listPrograms } from "@/lib/server/queries/list-programs";
import { readMe } from "@/lib/server/queries/read-me";

export const metadata: Metadata = { title: "Programs" };

export default async function ProgramsPage() {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listPrograms, {});
  const running = programs.filter(({ status }) => status === "active").length;
  const forced = programs.filter(({ environments }) =>
    environments.some(({ force }) => force.length > 0),
  ).length;
  return (
    <InstallationShell>
      <TimedRefresh seconds={20} />
      <PageHeader actions={me.isAdmin && <CreateProgramButton />} title="Programs">
        {programs.length === 0
          ? "Each moves one system from a legacy to a target implementation."
          : `${running} running of ${programs.length}. ${
              forced === 0 ? "Nothing is forced." : `${forced} with a force on.`
            }`}
      </PageHeader>
      {programs.length === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState title={me.isAdmin ? "No program yet" : "You are in no program yet"}>
            {me.isAdmin
              ? "Create one, then bring its inventory: trackers as CSV or Markdown."
              : "Ask a program's manager for a role in it, or an admin to create one."}
          </EmptyState>
        </div>
      ) : (
        <div className="flex flex-col gap-3">
          {programs.map((program) => (
            <ProgramRow key={program.key} program={program} />
          ))}
        </div>
      )}
    </InstallationShell>
  );
}
