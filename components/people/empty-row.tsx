import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, Row } from "@/components/ui/table";

/** The row of a table that has none: its words stay within what is seen, however wide the table is. */
export const EmptyRow = ({
  columns,
  title,
  children,
}: {
  columns: number;
  title: string;
  children: ReactNode;
}) => (
  <Row>
    <Cell colSpan={columns}>
      <div className="sticky left-0 whitespace-normal w-[min(100%,calc(100vw-4rem))]">
        <EmptyState title={title}>{children}</EmptyState>
      </div>
    </Cell>
  </Row>
);
