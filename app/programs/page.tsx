import type { Metadata } from "next";
import { cookies } from "next/headers";
import { CreateProgramButton } from "@/components/programs/create-program-button";
import { ProgramRow } from "@/components/programs/program-row";
import { TimedRefresh } from "@/components/programs/timed-refresh";
import { AppShell } from "@/components/shell/app-shell";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { readForPage } from "@/lib/server/http";
import { listPrograms } from "@/lib/server/queries/list-programs";
import { readMe } from "@/lib/server/queries/read-me";

export const metadata: Metadata = { title: "Programs" };

const roleWords = (me: { isAdmin: boolean; roles: readonly { role: string }[] }): string => {
  if (me.isAdmin) return "admin";
  return [...new Set(me.roles.map(({ role }) => role))].join(", ") || "no role yet";
};

export default async function ProgramsPage() {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listPrograms, {});
  const account = { name: me.name, login: me.handle ?? me.name, role: roleWords(me) };
  const running = programs.filter(({ status }) => status === "active").length;
  const forced = programs.filter(({ environments }) =>
    environments.some(({ force }) => force.length > 0),
  ).length;
  return (
    <AppShell
      account={account}
      program={null}
      programs={programs.map(({ key, name }) => ({ key, name }))}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
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
    </AppShell>
  );
}
