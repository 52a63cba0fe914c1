import { Panel } from "@/components/ui/panel";
import type { DecisionOption } from "@/lib/contract/decisions";

const Points = ({ title, points }: { title: string; points: readonly string[] }) =>
  points.length === 0 ? null : (
    <div className="min-w-0">
      <h4 className="text-ink-3 text-sm">{title}</h4>
      <ul className="list-disc pl-4">
        {points.map((point) => (
          <li className="wrap-anywhere" key={point}>
            {point}
          </li>
        ))}
      </ul>
    </div>
  );

/** The options of a decision, each with what speaks for and against it. */
export const OptionList = ({ options }: { options: readonly DecisionOption[] }) => (
  <Panel title="Options">
    <ol className="flex flex-col gap-4">
      {options.map((option) => (
        <li key={option.key}>
          <h3 className="wrap-anywhere font-strong">
            {option.key}: {option.title}
          </h3>
          <div className="mt-1 grid gap-x-6 gap-y-2 sm:grid-cols-2">
            <Points points={option.for} title="For" />
            <Points points={option.against} title="Against" />
          </div>
        </li>
      ))}
    </ol>
  </Panel>
);
