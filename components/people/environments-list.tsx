import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { EnvironmentSummary } from "@/lib/contract/programs";

/** The program's environments in their order, as they were set up. */
export const EnvironmentsList = ({
  environments,
}: {
  environments: readonly EnvironmentSummary[];
}) => (
  <TableFrame label="Environments">
    <TableHead>
      <tr>
        <HeadCell pin>Environment</HeadCell>
        <HeadCell>Flips</HeadCell>
        <HeadCell numeric>Version</HeadCell>
        <HeadCell>Changed</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {environments.map((environment) => (
        <Row key={environment.key}>
          <Cell pin>
            <span className="font-strong">{environment.name}</span>{" "}
            <span className="mono text-ink-3">{environment.key}</span>
          </Cell>
          <Cell>
            {environment.isProtected ? (
              <Badge tone="grey">protected: needs approvals</Badge>
            ) : (
              <span className="text-ink-2">at once, by an engineer</span>
            )}
          </Cell>
          <Cell numeric>{environment.version}</Cell>
          <Cell className="text-ink-2">
            <Time iso={environment.updatedAt} />
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
