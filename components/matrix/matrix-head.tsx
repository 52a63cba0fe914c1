"use client";
import { HeadCell, TableHead } from "@/components/ui/table";
import type { MatrixAnswer } from "@/lib/client/matrix-queries";
import type { MatrixSort, MatrixState } from "@/lib/client/matrix-state";

const firstColumn = { capability: "Capability", family: "Family", wave: "Wave" };

/** Columns before and after those of the environments. */
export const columnsOf = (environments: number): number => 6 + environments;

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
  const sorting = (sort: MatrixSort) => ({
    onSort: () => onSort(sort),
    sorted:
      state.sort === sort
        ? state.descending
          ? ("descending" as const)
          : ("ascending" as const)
        : ("none" as const),
  });
  return (
    <>
      <colgroup>
        <col
          className={environments.length > 2 ? "w-44 sm:w-72" : "w-44 sm:w-72 min-[1360px]:w-auto"}
        />
        <col className="w-17" />
        {environments.map(({ key }) => (
          <col className="w-47" key={key} />
        ))}
        <col className="w-28" />
        <col className="w-25" />
        <col className="w-33" />
        <col className="w-20" />
      </colgroup>
      <TableHead>
        <tr>
          <HeadCell group pin />
          <HeadCell group />
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
          <HeadCell pin {...sorting("name")}>
            {firstColumn[state.groupBy]}
          </HeadCell>
          <HeadCell numeric {...sorting("routes")}>
            Routes
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
