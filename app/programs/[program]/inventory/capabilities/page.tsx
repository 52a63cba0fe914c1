import type { Metadata } from "next";
import Link from "next/link";
import { CapabilityEditor } from "@/components/inventory/capability-editor";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import { readForPage } from "@/lib/server/http";
import { readCapabilityRules } from "@/lib/server/queries/read-capability-rules";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Capabilities" };

export default async function CapabilitiesPage({
  params,
}: {
  params: Promise<{ program: string }>;
}) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const known = await readForPage(readCapabilityRules, { program: key });
  return (
    <>
      <PageHeader title="Capabilities">
        What flips together.{" "}
        <Link className="text-target hover:underline" href={programAddress(key, "inventory")}>
          Back to the inventory
        </Link>
      </PageHeader>
      {program.counts.routes + program.counts.workers === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState title="There is nothing to split yet">
            Bring routes and workers first; each family starts as one capability.
          </EmptyState>
        </div>
      ) : (
        <CapabilityEditor
          // Other rules than those being edited came in: start from them.
          key={JSON.stringify(known.rules)}
          known={known}
          mayChange={program.may.includes("inventory:import")}
          program={key}
        />
      )}
    </>
  );
}
