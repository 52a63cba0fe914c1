import type { Metadata } from "next";
import { ImportHistory } from "@/components/imports/import-history";
import { UploadPanel } from "@/components/imports/upload-panel";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { readForPage } from "@/lib/server/http";
import { listImports } from "@/lib/server/queries/list-imports";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const imports = await readForPage(listImports, { program: key });
  return (
    <>
      <PageHeader title="Imports">
        Trackers become inventory here. Importing the same files again changes nothing.
      </PageHeader>
      <div className="flex flex-col gap-3.5">
        {program.may.includes("inventory:import") ? (
          <UploadPanel program={key} />
        ) : (
          <Banner title="You may look at imports, not make them">
            Ask a manager or an engineer of this program.
          </Banner>
        )}
        <ImportHistory first={imports} program={key} />
      </div>
    </>
  );
}
