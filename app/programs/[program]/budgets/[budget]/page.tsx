import type { Metadata } from "next";
import { BudgetPage } from "@/components/budgets/budget-page";
import { readForPage } from "@/lib/server/http";
import { listMetricServers } from "@/lib/server/queries/list-metric-servers";
import { readBudget } from "@/lib/server/queries/read-budget";
import { environmentOfPage } from "../../environment-page";

type Props = {
  params: Promise<{ program: string; budget: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const keyOf = async ({ params }: Props): Promise<string> =>
  decodeURIComponent((await params).budget);

export const generateMetadata = async (props: Props): Promise<Metadata> => ({
  title: await keyOf(props),
});

export default async function OneBudgetPage(props: Props) {
  const { program, environment, place } = await environmentOfPage(props);
  const initial = await readForPage(readBudget, { ...place, budget: await keyOf(props) });
  const { servers } = await readForPage(listMetricServers, { program: place.program });
  return (
    <BudgetPage
      environments={program.environments.map(({ key, name }) => ({ key, name }))}
      initial={initial}
      key={environment.key}
      mayEdit={program.may.includes("criteria:edit")}
      program={place.program}
      servers={servers.map(({ name }) => name)}
    />
  );
}
