import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AccountView } from "@/components/account/account-view";
import { PasswordPanel } from "@/components/people/password-panel";
import { AppShell } from "@/components/shell/app-shell";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { readForPage } from "@/lib/server/http";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { listSessions } from "@/lib/server/queries/list-sessions";
import { readAccount } from "@/lib/server/queries/read-account";
import { readMe } from "@/lib/server/queries/read-me";
import { readSecondFactor } from "@/lib/server/queries/read-second-factor";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listProgramNames, {});
  const roles = me.roles.map(({ program, role }) => `${role} of ${program ?? "every program"}`);
  const account = await readForPage(readAccount, {});
  return (
    <AppShell
      account={{
        name: me.name,
        login: me.handle ?? me.name,
        role: me.isAdmin ? "admin" : roles.join(", ") || "no role yet",
      }}
      program={null}
      programs={programs}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
      <AccountView
        account={account}
        factor={await readForPage(readSecondFactor, {})}
        roles={roles}
        sessions={await readForPage(listSessions, {})}
      />
      {account.authentication === "password" && <PasswordPanel />}
    </AppShell>
  );
}
