import type { Metadata } from "next";
import { InstallationShell } from "@/app/installation-shell";
import { NoticesView } from "@/components/notices/notices-view";
import { readForPage } from "@/lib/server/http";
import { listNotices } from "@/lib/server/queries/list-notices";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { readMailing } from "@/lib/server/queries/read-mailing";

export const metadata: Metadata = { title: "Notices" };

export default async function NoticesPage() {
  const { programs } = await readForPage(listProgramNames, {});
  return (
    <InstallationShell>
      <NoticesView
        initial={await readForPage(listNotices, {})}
        mailing={await readForPage(readMailing, {})}
        programs={programs}
      />
    </InstallationShell>
  );
}
