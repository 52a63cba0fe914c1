import Link from "next/link";
import { ObservedCell } from "@/components/clients/observed-cell";
import type { Owners } from "@/components/switches/change-words";
import { Mark } from "@/components/ui/mark";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { TrafficAnswer } from "@/lib/client/client-queries";
import { itemAddress } from "@/lib/client/program-address";

type Route = TrafficAnswer["routes"][number];

const marks = {
  agrees: "pass",
  disagrees: "fail",
  cohort: "none",
  unobserved: "unknown",
} as const satisfies Record<Route["verdict"], string>;

const inks = { legacy: "text-legacy", target: "text-target", both: "" };

/** Each route: who owns it, who was seen to handle it, and whether the two agree. */
export const RouteTraffic = ({
  program,
  owners,
  routes,
}: {
  program: string;
  owners: Owners;
  routes: readonly Route[];
}) => (
  <TableFrame fill label="Routes">
    <TableHead>
      <tr>
        <HeadCell pin>Route</HeadCell>
        <HeadCell>Capability</HeadCell>
        <HeadCell>Declared</HeadCell>
        <HeadCell>Observed</HeadCell>
        <HeadCell>Since this version</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {routes.map((route) => (
        <Row key={route.route}>
          <Cell pin>
            <Link
              className="mono block max-w-[46vw] truncate hover:underline sm:max-w-96"
              href={itemAddress(program, "route", route.route)}
              title={`${route.route}: ${route.title}`}
            >
              {route.title}
            </Link>
          </Cell>
          <Cell className="text-ink-2">{route.capability ?? "–"}</Cell>
          <Cell className={inks[route.declaredSide]}>{route.declared}</Cell>
          <Cell>
            <ObservedCell counts={route.observed} owners={owners} />
          </Cell>
          <Cell>
            <span className="flex items-center gap-2">
              <Mark kind={marks[route.verdict]} label={route.verdict} />
              <span className={route.verdict === "disagrees" ? "text-fail" : "text-ink-2"}>
                {route.says}
              </span>
            </span>
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
