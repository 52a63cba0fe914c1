import type * as z from "zod";
import type { SideWords } from "@/components/evidence/evidence-table";
import { RunCell } from "@/components/evidence/run-cell";
import { Panel } from "@/components/ui/panel";
import type { readItem } from "@/lib/contract/items";
import { testRoleWords } from "@/lib/domain/inventory-words";

/** The tests that stand for an item, with their last runs against both sides. */
export const ItemTests = ({
  program,
  owners,
  tests,
}: {
  program: string;
  owners: SideWords;
  tests: z.infer<typeof readItem.answer>["tests"];
}) => (
  <Panel title="Tests">
    {tests.length === 0 ? (
      <p className="text-ink-2">No test is named for this row.</p>
    ) : (
      <ul className="flex flex-col gap-2.5">
        {tests.map(({ id, role, ...sides }) => (
          <li key={`${role} ${id}`}>
            <p className="flex flex-wrap gap-x-2">
              <span className="mono wrap-anywhere font-strong">{id}</span>
              <span className="text-ink-3">{testRoleWords(role)}</span>
            </p>
            {(["legacy", "target"] as const).map((side) => (
              <p className="flex flex-wrap gap-x-2" key={side}>
                <span className="w-20 text-ink-2">{owners[side]}</span>
                <RunCell program={program} standing={sides[side]} />
              </p>
            ))}
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
