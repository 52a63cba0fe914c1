import type { Metadata } from "next";
import { InstallationShell } from "@/app/installation-shell";
import { PermissionsView } from "@/components/permissions/permissions-view";
import { operationPermissions } from "@/lib/contract/operation-permissions";
import { operations } from "@/lib/contract/operations";
import { permissionTable } from "@/lib/domain/permission-table";

export const metadata: Metadata = { title: "Who may do what" };

export default function PermissionsPage() {
  const listed = operations.map(({ id, method, path, summary, tag, open }) => ({
    id,
    method,
    path,
    summary,
    tag,
    open: open === true,
  }));
  return (
    <InstallationShell>
      <PermissionsView areas={permissionTable(listed, operationPermissions)} />
    </InstallationShell>
  );
}
