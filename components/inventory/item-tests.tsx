import { RunCell } from "@/components/evidence/run-cell";
import type { ItemView } from "@/components/inventory/item-owners";
import { Panel } from "@/components/ui/panel";
import { testRoleWords } from "@/lib/domain/inventory-words";

type Words = { readonly legacy: string; readonly target: string };

/** The tests that stand for an item, with their last runs against both sides. */
export const ItemTests = ({
  program,
  owners,
  tests,
}: {
  program: string;
  owners: Words;
  tests: ItemView["tests"];
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
