import type { Metadata } from "next";
import Link from "next/link";
import { readInventoryFilter, windowInput } from "@/components/inventory/inventory-filter";
import { InventoryTabs } from "@/components/inventory/inventory-tabs";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import { itemKinds } from "@/lib/domain/inventory";
import { readForPage } from "@/lib/server/http";
import { listItems } from "@/lib/server/queries/list-items";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Inventory" };

type Search = Record<string, string | string[] | undefined>;

export default async function InventoryPage({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<Search>;
}) {
  const { program: key } = await params;
  const search = await searchParams;
  const filter = readInventoryFilter((name) => search[name]?.toString());
  const program = await readForPage(readProgram, { program: key });
  const answer = await readForPage(listItems, windowInput(key, filter, 0));
  const { items } = program.counts;
  const kinds = itemKinds
    .map((kind) => ({ value: kind as string, count: items[kind] ?? 0 }))
    .filter(({ count }) => count > 0);
  const mayImport = program.may.includes("inventory:import");
  return (
    <>
      <PageHeader
        actions={
          <>
            <Link className={buttonClass()} href={programAddress(key, "inventory/capabilities")}>
              Capabilities
            </Link>
            {mayImport && (
              <Link
                className={buttonClass({ variant: "primary" })}
                href={programAddress(key, "imports")}
              >
                Import
              </Link>
            )}
          </>
        }
        title="Inventory"
      >
        {kinds.length === 0
          ? "What the program moves: routes, workers, queues and what stands beside them."
          : `What the program moves, and where every value came from. Version ${program.inventoryVersion} of the inventory.`}
      </PageHeader>
      {kinds.length === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState
            action={
              mayImport && (
                <Link
                  className={buttonClass({ variant: "primary" })}
                  href={programAddress(key, "imports")}
                >
                  Import trackers
                </Link>
              )
            }
            title="The inventory is empty"
          >
            Bring it as CSV or Markdown tables. You see what they would create before anything is
            written.
          </EmptyState>
        </div>
      ) : (
        <InventoryTabs
          findings={program.counts.findings}
          first={{ filter, answer }}
          kinds={kinds}
          program={key}
        />
      )}
    </>
  );
}
