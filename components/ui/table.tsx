import type { ComponentProps, ReactNode, Ref } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

/**
 * A scrolling frame with a table in it: the header sticks to the top, cells marked `pin` to the left.
 * Its height is what is left of the window (`fill`) or that of its rows.
 */
export const TableFrame = ({
  frameRef,
  label,
  fill = false,
  rowCount,
  className,
  children,
}: {
  /** The scrolling element, for virtual rows. */
  frameRef?: Ref<HTMLElement>;
  label: string;
  fill?: boolean;
  /** All rows, where only a window of them is drawn. */
  rowCount?: number;
  className?: string;
  children: ReactNode;
}) => (
  <section
    aria-label={label}
    className={classNames(
      "relative overflow-auto overscroll-x-contain rounded-xl border bg-panel",
      fill && "max-h-[max(20rem,calc(100dvh-11rem))]",
      className,
    )}
    ref={frameRef}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard (WCAG 2.1.1)
    tabIndex={0}
  >
    <table
      aria-rowcount={rowCount}
      className="w-full border-separate border-spacing-0 text-left text-[0.78125rem]"
    >
      {children}
    </table>
  </section>
);

export const TableHead = ({ children }: { children: ReactNode }) => (
  <thead className="sticky top-0 z-20">{children}</thead>
);

type CellLook = {
  /** Stays in sight while the rest scrolls sideways; for the first column. */
  pin?: boolean;
  /** Figures: to the right. */
  numeric?: boolean;
  /** A rule on the left, where a group of columns begins. */
  divide?: boolean;
};

const cellClass = ({ pin, numeric, divide }: CellLook): string =>
  classNames(
    "whitespace-nowrap px-2.25",
    pin && "sticky left-0 z-10",
    numeric && "text-right",
    divide && "border-l border-l-line",
  );

export const HeadCell = ({
  pin,
  numeric,
  divide,
  sorted,
  onSort,
  group = false,
  className,
  children,
  ...rest
}: ComponentProps<"th"> &
  CellLook & {
    sorted?: "ascending" | "descending" | "none";
    onSort?: () => void;
    /** A heading over several columns. */
    group?: boolean;
  }) => (
  <th
    aria-sort={onSort ? (sorted ?? "none") : undefined}
    className={classNames(
      cellClass({ pin, numeric, divide }),
      "bg-rail font-medium text-sm",
      group ? "h-6.5 pt-1.5 font-strong text-ink-2" : "h-8 border-b text-ink-3",
      className,
    )}
    scope={group ? "colgroup" : "col"}
    {...rest}
  >
    {onSort ? (
      <button
        className={classNames(
          "-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink",
          sorted && sorted !== "none" && "text-ink",
        )}
        onClick={onSort}
        type="button"
      >
        {children}
        {sorted && sorted !== "none" && (
          <Icon name={sorted === "ascending" ? "sort-up" : "sort-down"} size={11} />
        )}
      </button>
    ) : (
      children
    )}
  </th>
);

/** A row's look comes from its state, and its cells inherit the ground so that pinned ones stay opaque. */
export const Row = ({
  nested = false,
  active = false,
  className,
  ...rest
}: ComponentProps<"tr"> & {
  /** Belongs to the row above. */
  nested?: boolean;
  /** Under the keyboard, or marked. */
  active?: boolean;
}) => (
  <tr
    className={classNames(
      "group/row",
      active ? "bg-target-soft" : nested ? "bg-rail" : "bg-panel",
      !active && "hover:bg-target-soft",
      nested ? "h-7.5" : "h-8.5",
      className,
    )}
    {...rest}
  />
);

export const Cell = ({
  pin,
  numeric,
  divide,
  className,
  ...rest
}: ComponentProps<"td"> & CellLook) => (
  <td
    className={classNames(
      cellClass({ pin, numeric, divide }),
      "border-line-soft border-b bg-inherit",
      numeric && "text-ink-2",
      className,
    )}
    {...rest}
  />
);

/** A line across the table that names the rows beneath. */
export const SectionRow = ({ columns, children }: { columns: number; children: ReactNode }) => (
  <tr className="h-7 bg-canvas">
    <th
      className="border-line-soft border-b px-2.25 font-medium text-ink-3 text-sm"
      colSpan={columns}
      scope="rowgroup"
    >
      <span className="sticky left-2.25">{children}</span>
    </th>
  </tr>
);
