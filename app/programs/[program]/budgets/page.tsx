import type { Metadata } from "next";
import { BudgetsView } from "@/components/budgets/budgets-view";
import { readForPage } from "@/lib/server/http";
import { listBudgets } from "@/lib/server/queries/list-budgets";
import { listMetricServers } from "@/lib/server/queries/list-metric-servers";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Performance" };

export default async function BudgetsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { may } = await readForPage(readProgram, { program });
  return (
    <BudgetsView
      initial={await readForPage(listBudgets, { program })}
      may={{
        mayEdit: may.includes("criteria:edit"),
        mayConfigure: may.includes("program:configure"),
      }}
      program={program}
      servers={await readForPage(listMetricServers, { program })}
    />
  );
}
