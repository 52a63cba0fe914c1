import { readingLook } from "@/components/gates/gate-words";
import type { GateBoard } from "@/lib/contract/gates";
import { writeCsv } from "@/lib/formats/write-csv";

/** What the board shows as CSV text: a line a capability, three columns a gate. */
export const boardCsv = (
  gates: GateBoard["gates"],
  capabilities: GateBoard["capabilities"],
): string =>
  writeCsv(
    [
      "capability",
      "name",
      "routes",
      "workers",
      "teams",
      "workstreams",
      "may take",
      ...gates.flatMap(({ title }) => [title, `${title}: shown`, `${title}: because`]),
    ],
    capabilities.map((each) => [
      each.key,
      each.name,
      String(each.routes),
      String(each.workers),
      each.teams.join(" "),
      each.workstreams.join(" "),
      each.mayStep,
      ...gates.flatMap(({ key }) => {
        const cell = each.cells.find(({ gate }) => gate === key);
        return cell ? [readingLook[cell.state].word, cell.short, cell.because] : [null, null, null];
      }),
    ]),
  );
