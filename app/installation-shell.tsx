import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { readForPage } from "@/lib/server/http";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { readMe } from "@/lib/server/queries/read-me";

/** The frame of what belongs to no program. */
export const InstallationShell = async ({ children }: { children: ReactNode }) => {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listProgramNames, {});
  const held = [...new Set(me.roles.map(({ role }) => role))].join(", ");
  return (
    <AppShell
      account={{
        name: me.name,
        login: me.handle ?? me.name,
        role: me.isAdmin ? "admin" : held || "no role yet",
      }}
      program={null}
      programs={programs}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
      {children}
    </AppShell>
  );
};
