"use client";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { HeadCell, TableHead } from "@/components/ui/table";
import type { MatrixAnswer } from "@/lib/client/matrix-queries";
import type { MatrixSort, MatrixState } from "@/lib/client/matrix-state";

const firstColumn = { capability: "Capability", family: "Family", wave: "Wave" };

/** How many columns the matrix has. */
export const columnsOf = (environments: number): number => 5 + environments;

/** Two lines of heading: the environments and the evidence over their columns; each column sorts. */
export const MatrixHead = ({
  environments,
  state,
  onSort,
}: {
  environments: MatrixAnswer["environments"];
  state: MatrixState;
  onSort: (sort: MatrixSort) => void;
}) => {
  const order = state.descending ? ("descending" as const) : ("ascending" as const);
  const orderOf = (sort: MatrixSort) => (state.sort === sort ? order : ("none" as const));
  const sorting = (sort: MatrixSort) => ({ onSort: () => onSort(sort), sorted: orderOf(sort) });
  return (
    <>
      <colgroup>
        <col
          className={environments.length > 2 ? "w-56 sm:w-80" : "w-56 sm:w-80 min-[1360px]:w-auto"}
        />
        {environments.map(({ key }) => (
          <col className="w-45" key={key} />
        ))}
        <col className="w-41" />
        <col className="w-20" />
        <col className="w-30" />
        <col className="w-19" />
      </colgroup>
      <TableHead>
        <tr>
          <HeadCell group pin />
          {environments.map(({ key, name, version, isProtected }) => (
            <HeadCell divide group key={key}>
              {name}{" "}
              <span className="font-normal text-ink-3">
                v{version}
                {isProtected && ", protected"}
              </span>
            </HeadCell>
          ))}
          <HeadCell colSpan={2} divide group>
            Evidence
          </HeadCell>
          <HeadCell group />
          <HeadCell group />
        </tr>
        <tr>
          <HeadCell
            aria-sort={state.sort === "name" || state.sort === "routes" ? order : "none"}
            pin
          >
            <span className="flex justify-between">
              <SortButton onSort={() => onSort("name")} sorted={orderOf("name")}>
                {firstColumn[state.groupBy]}
              </SortButton>
              <SortButton onSort={() => onSort("routes")} sorted={orderOf("routes")}>
                Routes
              </SortButton>
            </span>
          </HeadCell>
          {environments.map(({ key }) => (
            <HeadCell divide key={key} {...sorting(`owner:${key}`)}>
              Owner
            </HeadCell>
          ))}
          <HeadCell divide {...sorting("verified")}>
            Verified
          </HeadCell>
          <HeadCell {...sorting("tests")}>Tests</HeadCell>
          <HeadCell {...sorting("team")}>Team</HeadCell>
          <HeadCell {...sorting("wave")}>Wave</HeadCell>
        </tr>
      </TableHead>
    </>
  );
};

/** The first column stands for two orders, each with its own button. */
const SortButton = ({
  sorted,
  onSort,
  children,
}: {
  sorted: "ascending" | "descending" | "none";
  onSort: () => void;
  children: string;
}) => (
  <button
    className={classNames(
      "-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink",
      sorted !== "none" && "text-ink",
    )}
    onClick={onSort}
    type="button"
  >
    {children}
    {sorted !== "none" && (
      <Icon name={sorted === "ascending" ? "sort-up" : "sort-down"} size={11} />
    )}
  </button>
);
