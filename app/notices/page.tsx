import type { Metadata } from "next";
import { cookies } from "next/headers";
import { NoticesView } from "@/components/notices/notices-view";
import { AppShell } from "@/components/shell/app-shell";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { readForPage } from "@/lib/server/http";
import { listNotices } from "@/lib/server/queries/list-notices";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { readMailing } from "@/lib/server/queries/read-mailing";
import { readMe } from "@/lib/server/queries/read-me";

export const metadata: Metadata = { title: "Notices" };

const roleWords = (me: { isAdmin: boolean; roles: readonly { role: string }[] }): string => {
  if (me.isAdmin) return "admin";
  return [...new Set(me.roles.map(({ role }) => role))].join(", ") || "no role yet";
};

export default async function NoticesPage() {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listProgramNames, {});
  return (
    <AppShell
      account={{ name: me.name, login: me.handle ?? me.name, role: roleWords(me) }}
      program={null}
      programs={programs}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
      <NoticesView
        initial={await readForPage(listNotices, {})}
        mailing={await readForPage(readMailing, {})}
        programs={programs}
      />
    </AppShell>
  );
}
