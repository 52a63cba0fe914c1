import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { readForPage } from "@/lib/server/http";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { readMe } from "@/lib/server/queries/read-me";

const roleWords = (me: { isAdmin: boolean; roles: readonly { role: string }[] }): string =>
  me.isAdmin ? "admin" : [...new Set(me.roles.map(({ role }) => role))].join(", ") || "no role yet";

export default async function PeopleLayout({ children }: { children: ReactNode }) {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listProgramNames, {});
  return (
    <AppShell
      account={{ name: me.name, login: me.handle ?? me.name, role: roleWords(me) }}
      program={null}
      programs={programs}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
      {children}
    </AppShell>
  );
}
