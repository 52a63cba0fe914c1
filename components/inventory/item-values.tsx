import type { ItemView } from "@/components/inventory/item-owners";
import { OriginList } from "@/components/inventory/origin-list";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";

/** Every value of an item with every place that states it. */
export const ItemValues = ({ item }: { item: ItemView }) => (
  <Panel flush title="Values and where they come from">
    <TableFrame className="rounded-t-none border-x-0 border-b-0" label="Values">
      <TableHead>
        <tr>
          <HeadCell className="w-36 pl-4 sm:w-56" pin>
            Field
          </HeadCell>
          <HeadCell>Value</HeadCell>
          <HeadCell>Stated in</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {item.values.map(({ field, value, origins }) => (
          <Row className="align-top" key={`${field} ${value}`}>
            <Cell className="w-36 whitespace-normal py-1.5 pl-4 text-ink-2 wrap-anywhere" pin>
              {field}
            </Cell>
            <Cell className="min-w-64 max-w-xl whitespace-normal py-1.5 wrap-anywhere">
              {value === "" ? <span className="text-ink-3">empty</span> : value}
            </Cell>
            <Cell className="min-w-64 whitespace-normal py-1.5">
              {origins.length === 0 ? (
                <span className="text-ink-3">derived</span>
              ) : (
                <OriginList origins={origins} />
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  </Panel>
);
