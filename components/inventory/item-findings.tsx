import { OriginList } from "@/components/inventory/origin-list";
import { Panel } from "@/components/ui/panel";
import type { FindingView } from "@/lib/contract/items";
import { findingWords } from "@/lib/domain/finding-words";

/** What the sources leave open about one item. */
export const ItemFindings = ({ findings }: { findings: readonly FindingView[] }) => (
  <Panel flush title="Findings">
    <ul>
      {findings.map(({ code, says, origins }) => (
        <li className="flex flex-col gap-0.5 border-line-soft border-t px-4 py-2" key={says}>
          <p className="font-strong">{findingWords(code).title}</p>
          <p className="wrap-anywhere">{says}</p>
          <OriginList origins={origins} />
        </li>
      ))}
    </ul>
  </Panel>
);
