import type { ItemView } from "@/components/inventory/item-owners";
import { OriginList } from "@/components/inventory/origin-list";
import { Panel } from "@/components/ui/panel";

/** Every value of an item with every place that states it. */
export const ItemValues = ({ item }: { item: ItemView }) => (
  <Panel flush title="Values and where they come from">
    <ul>
      {item.values.map(({ field, value, origins }) => (
        <li
          className="grid gap-x-5 gap-y-0.5 border-line-soft border-t px-4 py-1.75 sm:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1fr)]"
          key={`${field} ${value}`}
        >
          <span className="wrap-anywhere text-ink-3">{field}</span>
          <span className="wrap-anywhere">
            {value === "" ? <span className="text-ink-3">empty</span> : value}
          </span>
          {origins.length === 0 ? (
            <span className="text-ink-3">derived</span>
          ) : (
            <OriginList origins={origins} />
          )}
        </li>
      ))}
    </ul>
  </Panel>
);
