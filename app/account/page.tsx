import type { Metadata } from "next";
import { InstallationShell } from "@/app/installation-shell";
import { AccountView } from "@/components/account/account-view";
import { PasswordPanel } from "@/components/people/password-panel";
import { readForPage } from "@/lib/server/http";
import { listSessions } from "@/lib/server/queries/list-sessions";
import { readAccount } from "@/lib/server/queries/read-account";
import { readMe } from "@/lib/server/queries/read-me";
import { readSecondFactor } from "@/lib/server/queries/read-second-factor";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const me = await readForPage(readMe, {});
  const account = await readForPage(readAccount, {});
  return (
    <InstallationShell>
      <AccountView
        account={account}
        factor={await readForPage(readSecondFactor, {})}
        roles={me.roles.map(({ program, role }) => `${role} of ${program ?? "every program"}`)}
        sessions={await readForPage(listSessions, {})}
      />
      {account.authentication === "password" && <PasswordPanel />}
    </InstallationShell>
  );
}
