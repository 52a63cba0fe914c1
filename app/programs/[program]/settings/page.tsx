import type { Metadata } from "next";
import { CiHookList } from "@/components/ci/ci-hook-list";
import { MissingGates } from "@/components/gates/missing-gates";
import { NamingPanel } from "@/components/naming/naming-panel";
import { EndpointsView } from "@/components/notices/endpoints-view";
import { InvitationsView } from "@/components/people/invitations-view";
import { ProgramTeamsView } from "@/components/people/program-teams-view";
import { ServiceAccountsView } from "@/components/people/service-accounts-view";
import { SettingsView } from "@/components/people/settings-view";
import { PolicyList } from "@/components/policy/policy-list";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { listCiHooks } from "@/lib/server/queries/list-ci-hooks";
import { listEndpoints } from "@/lib/server/queries/list-endpoints";
import { listMembers } from "@/lib/server/queries/list-members";
import { listProgramInvitations } from "@/lib/server/queries/list-program-invitations";
import { listProgramTeams } from "@/lib/server/queries/list-program-teams";
import { listQualityGates } from "@/lib/server/queries/list-quality-gates";
import { listServiceAccounts } from "@/lib/server/queries/list-service-accounts";
import { listTokens } from "@/lib/server/queries/list-tokens";
import { readMe } from "@/lib/server/queries/read-me";
import { readNaming } from "@/lib/server/queries/read-naming";
import { readPolicy } from "@/lib/server/queries/read-policy";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const summary = await readForPage(readProgram, { program });
  const { members } = await readForPage(listMembers, { program });
  const environments = await Promise.all(
    summary.environments.map(async ({ key, name }) => ({
      key,
      name,
      policy: await readForPage(readPolicy, { program, environment: key }),
    })),
  );
  const reader = await readForPage(readMe, {});
  const managesPeople = summary.may.includes("people:manage");
  const { teams } = await readForPage(listProgramTeams, { program });
  const accounts = summary.may.includes("token:manage")
    ? (await readForPage(listServiceAccounts, { program })).accounts
    : null;
  return (
    <SettingsView
      address={env().publicUrl}
      ci={
        <CiHookList
          address={env().publicUrl}
          initial={await readForPage(listCiHooks, { program })}
          mayConfigure={summary.may.includes("program:configure")}
          program={program}
        />
      }
      endpoints={
        summary.may.includes("token:manage") ? (
          <EndpointsView
            initial={await readForPage(listEndpoints, { program })}
            program={program}
          />
        ) : null
      }
      members={members}
      naming={
        <NamingPanel
          initial={await readForPage(readNaming, { program })}
          mayConfigure={summary.may.includes("program:configure")}
          program={program}
        />
      }
      policies={
        <>
          <PolicyList
            environments={environments}
            mayConfigure={summary.may.includes("program:configure")}
            program={program}
          />
          <MissingGates
            initial={await readForPage(listQualityGates, { program })}
            mayEdit={summary.may.includes("criteria:edit")}
            program={program}
          />
        </>
      }
      program={summary}
      invitations={
        managesPeople ? (
          <InvitationsView
            initial={await readForPage(listProgramInvitations, { program })}
            isAdmin={reader.isAdmin}
            program={program}
            teams={teams.filter(({ objection }) => objection === null).map(({ key }) => key)}
          />
        ) : null
      }
      reader={reader}
      serviceAccounts={accounts && <ServiceAccountsView initial={accounts} program={program} />}
      teams={
        <ProgramTeamsView
          initial={teams}
          people={members.map(({ handle, name }) => ({ handle, name }))}
          program={program}
        />
      }
      tokens={
        summary.may.includes("token:manage") ? await readForPage(listTokens, { program }) : null
      }
    />
  );
}
