import type { MatrixAnswer } from "@/lib/client/matrix-queries";
import { countsWords } from "@/lib/domain/inventory-words";

const figure = (count: number): string => count.toLocaleString("en-GB");

/** What the matrix shows in one sentence, e.g. `413 routes and 36 workers. On go: 19 routes in Staging, none in Production.` */
export const matrixWords = ({
  groups,
  environments,
  owners,
  totals,
  inventory,
}: Pick<MatrixAnswer, "groups" | "environments" | "owners" | "totals" | "inventory">): string => {
  const all = inventory.routes + inventory.workers;
  if (all === 0) return "Nothing is tracked here yet.";
  const shown = totals.routes + totals.workers;
  const rows = countsWords({ route: inventory.routes, worker: inventory.workers });
  const counted = shown === all ? `${rows}.` : `${figure(shown)} of ${rows} shown.`;
  const onTarget = environments.map(({ key, name }) => {
    const routes = groups.reduce((sum, { share }) => sum + (share[key]?.target ?? 0), 0);
    return `${routes === 0 ? "none" : figure(routes)} in ${name.toLowerCase()}`;
  });
  return `${counted} Routes on ${owners.target}: ${onTarget.join(", ")}.`;
};
