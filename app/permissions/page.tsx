import type { Metadata } from "next";
import { cookies } from "next/headers";
import { PermissionsView } from "@/components/permissions/permissions-view";
import { AppShell } from "@/components/shell/app-shell";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { operationPermissions } from "@/lib/contract/operation-permissions";
import { operations } from "@/lib/contract/operations";
import { permissionTable } from "@/lib/domain/permission-table";
import { readForPage } from "@/lib/server/http";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { readMe } from "@/lib/server/queries/read-me";

export const metadata: Metadata = { title: "Who may do what" };

export default async function PermissionsPage() {
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listProgramNames, {});
  const roles = [...new Set(me.roles.map(({ role }) => role))].join(", ");
  const listed = operations.map(({ id, method, path, summary, tag, open }) => ({
    id,
    method,
    path,
    summary,
    tag,
    open: open === true,
  }));
  return (
    <AppShell
      account={{
        name: me.name,
        login: me.handle ?? me.name,
        role: me.isAdmin ? "admin" : roles || "no role yet",
      }}
      program={null}
      programs={programs}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
      <PermissionsView areas={permissionTable(listed, operationPermissions)} />
    </AppShell>
  );
}
